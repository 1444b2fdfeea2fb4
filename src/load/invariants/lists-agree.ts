import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';
import type { Answered } from './operation.ts';
import { stateHash, type View } from './view.ts';

interface Shown {
  readonly revision: number;
  readonly hash: number;
  readonly lines: readonly [number, number];
}

/** Lists agree with details: whatever shows an incident at the same revision shows the same. */
export const listsAgree: Invariant = {
  name: 'listsAgree',
  watch: (_knowledge, blame) => new ListsAgree(blame),
};

class ListsAgree implements Checker {
  checked = 0;
  private readonly blame: Blame;
  private readonly shown = new Map<Incident, Shown>();

  constructor(blame: Blame) {
    this.blame = blame;
  }

  seen(view: View, { lines }: Answered, incident: Incident | undefined): void {
    const { id, revision } = view;
    // Without a state the revision is too young to tell two of the same from one another.
    if (incident === undefined || revision === undefined || view.state === undefined) return;
    const hash = stateHash(view.fields);
    const before = this.shown.get(incident);
    if (before === undefined || before.revision < revision) {
      this.shown.set(incident, { revision, hash, lines });
      return;
    }
    if (before.revision !== revision) return;
    this.checked++;
    if (before.hash === hash) return;
    this.blame({ key: 'invariant.listsAgree.found', values: { id, revision } }, [...before.lines, ...lines], id);
  }
}
