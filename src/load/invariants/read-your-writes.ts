import type { IncidentId } from '../history/record.ts';
import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import type { View } from './view.ts';

/**
 * Who has had a report acknowledged finds it when reading it afterwards. An incident that is nowhere at the end either is
 * lost, and named so.
 */
export const readYourWrites: Invariant = {
  name: 'readYourWrites',
  watch: (knowledge, blame) => new ReadYourWrites(knowledge, blame),
};

class ReadYourWrites implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  private readonly absent = new Map<Incident, readonly [number, number]>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  missing(id: IncidentId, { invoke, lines }: Answered): void {
    const incident = this.knowledge.incidents.named(id);
    const acknowledged = incident?.acknowledged;
    if (incident === undefined || acknowledged === undefined || acknowledged.at >= invoke.at) return;
    this.checked++;
    this.absent.set(incident, lines);
  }

  seen({ id }: View, { invoke }: Answered, incident: Incident | undefined): void {
    if (invoke.name !== 'read') return;
    this.checked++;
    const absent = incident && this.absent.get(incident);
    if (incident?.acknowledged === undefined || absent === undefined) return;
    this.absent.delete(incident);
    this.blame(
      { key: 'invariant.readYourWrites.found', values: { id } },
      [...incident.acknowledged.lines, ...absent],
      id,
    );
  }
}
