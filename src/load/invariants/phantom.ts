import type { IncidentId } from '../history/record.ts';
import type { Given } from './given.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import type { View } from './view.ts';

/** There is no incident that nobody reported: none without an attempt that may have been done. */
export const phantom: Invariant = { name: 'phantom', watch: (knowledge, blame) => new Phantom(knowledge, blame) };

class Phantom implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  private readonly known = new Set<IncidentId>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  seen({ id, reference }: View, { lines }: Answered): void {
    this.checked++;
    this.judge(id, reference, lines);
  }

  given({ record, line }: Given): void {
    const { incident } = record.order;
    if (incident === undefined) return;
    this.checked++;
    this.judge(incident, record.reference, [line]);
  }

  private judge(id: IncidentId, reference: number | null | undefined, lines: readonly number[]): void {
    const { incidents } = this.knowledge;
    // Some servers do not show what they were told: then the id speaks for it.
    const incident = reference === undefined ? incidents.named(id) : incidents.reported(reference);
    if ((incident !== undefined && incident.attempts > 0) || this.known.has(id)) return;
    this.known.add(id);
    this.blame({ key: 'invariant.phantom.found', values: { id } }, lines, id);
  }
}
