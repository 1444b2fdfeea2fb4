import type { Given } from './given.ts';
import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';
import type { Answered } from './operation.ts';
import { mayFollow, OPEN, ruleFor } from './status.ts';
import { numberOf, type View } from './view.ts';

interface Shown {
  readonly state: string;
  readonly revision: number;
  readonly lines: readonly [number, number];
}

/**
 * The stages of an incident come in a legal order (reported; filed, rejected or merged; handled; closed; a handled one may
 * be reopened), and times do not run backwards: those of the orders, and those that a view gives for its stages.
 */
export const statusOrder: Invariant = {
  name: 'statusOrder',
  watch: (_knowledge, blame) => new StatusOrder(blame),
};

class StatusOrder implements Checker {
  checked = 0;
  private readonly blame: Blame;
  private readonly shown = new Map<Incident, Shown>();
  private readonly blamed = new Set<Incident>();
  private latest: Given | undefined;

  constructor(blame: Blame) {
    this.blame = blame;
  }

  /** Before `stages` move on. */
  given(given: Given): void {
    const { record, line, incident } = given;
    const { latest } = this;
    if (latest === undefined || record.seq > latest.record.seq) {
      if (latest !== undefined && record.simulated < latest.record.simulated) {
        const values = { seq: record.seq, before: latest.record.seq };
        this.blame({ key: 'invariant.statusOrder.orders', values }, [latest.line, line]);
      }
      this.latest = given;
    }
    const rule = ruleFor(record.order);
    if (rule === undefined || incident === undefined) return;
    this.checked++;
    if ((incident.stages & rule.from) !== 0) return;
    const before = incident.statusLines.at(-1) ?? incident.line;
    const { type, incident: id } = record.order;
    this.blame({ key: 'invariant.statusOrder.illegal', values: { id: id ?? '', order: type } }, [before, line]);
    incident.stages |= OPEN;
  }

  seen(view: View, { lines }: Answered, incident: Incident | undefined): void {
    const { state, revision } = view;
    if (incident === undefined || state === undefined || revision === undefined) return;
    this.checked++;
    if (this.runsBackwards(view) && !this.blamed.has(incident)) {
      this.blamed.add(incident);
      this.blame({ key: 'invariant.statusOrder.times', values: { id: view.id } }, lines, view.id);
    }
    const before = this.shown.get(incident);
    if (before !== undefined && before.revision > revision) return;
    if (before !== undefined && !incident.refused && !mayFollow(before.state, state) && !this.blamed.has(incident)) {
      this.blamed.add(incident);
      const values = { id: view.id, before: before.state, after: state };
      this.blame({ key: 'invariant.statusOrder.views', values }, [...before.lines, ...lines], view.id);
    }
    this.shown.set(incident, { state, revision, lines });
  }

  /** Only times by the server's own clock are compared with one another. It may sign at any time after accepting. */
  private runsBackwards({ fields }: View): boolean {
    const accepted = numberOf(fields.acceptedAt) ?? Number.NEGATIVE_INFINITY;
    const filed = numberOf(fields.filedAt) ?? accepted;
    const ended = numberOf(fields.endedAt) ?? filed;
    return (numberOf(fields.signedAt) ?? accepted) < accepted || filed < accepted || ended < filed;
  }
}
