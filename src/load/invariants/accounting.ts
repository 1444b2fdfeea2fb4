import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import { STAGE } from './status.ts';
import type { View } from './view.ts';

interface Settled {
  readonly state: string | undefined;
  readonly id: View['id'];
  readonly lines: readonly [number, number];
  readonly revision: number;
}

const STATES: Readonly<Record<string, number>> = {
  reported: STAGE.reported,
  filed: STAGE.filed | STAGE.lagging,
  handled: STAGE.handled,
  closed: STAGE.closed,
  rejected: STAGE.rejected,
  merged: STAGE.merged,
};
const OVER = STAGE.closed | STAGE.rejected | STAGE.merged;

/**
 * Open + closed + rejected + merged = accepted: at the end every incident stands in exactly one of these accounts, and in
 * the one that its orders put it into. Lost ones are named by `lost`.
 */
export const accounting: Invariant = {
  name: 'accounting',
  watch: (knowledge, blame) => new Accounting(knowledge, blame),
};

class Accounting implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  private readonly settled = new Map<Incident, Settled>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  seen(view: View, { line, lines }: Answered, incident: Incident | undefined): void {
    if (this.knowledge.phase !== 'settle' || incident === undefined) return;
    const lastOrder = incident.statusLines.at(-1) ?? 0;
    // An order that came in while this was read may have been given after it.
    const revision = view.revision ?? 0;
    if (lastOrder > line || revision < (this.settled.get(incident)?.revision ?? 0)) return;
    this.settled.set(incident, { state: view.state, id: view.id, lines, revision });
  }

  end(): void {
    for (const [incident, { state, id, lines }] of this.settled) {
      this.checked++;
      const account = STATES[state ?? ''];
      if (account === undefined) {
        this.blame({ key: 'invariant.accounting.none', values: { id, state: state ?? '?' } }, lines, id);
        continue;
      }
      const { stages, statusLines, refused } = incident;
      const isOver = (stages & ~OVER) === 0;
      if (refused || !isOver || (stages & account) !== 0 || (statusLines.at(-1) ?? 0) > lines[0]) continue;
      this.blame(
        { key: 'invariant.accounting.other', values: { id, state: state ?? '' } },
        [...statusLines.slice(-1), ...lines],
        id,
      );
    }
  }
}
