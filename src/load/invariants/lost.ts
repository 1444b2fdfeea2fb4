import type { IncidentId } from '../history/record.ts';
import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import { reportHash, type View } from './view.ts';

/** So many reads must miss a report before it counts as lost: one alone may have come from a stale copy. */
const READS = 2;

/**
 * No acknowledged report is lost, and none loses a field. Judged by what is read once the load has stopped: a report is
 * lost when it was acknowledged, at least two reads for it said "not found", and nothing showed it. Where the server did not
 * answer such reads it is undecided.
 */
export const lost: Invariant = { name: 'lost', watch: (knowledge, blame) => new Lost(knowledge, blame) };

class Lost implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  private readonly absent = new Map<Incident, { reads: number; lines: readonly number[] }>();
  private readonly damaged = new Set<Incident>();
  /** Shown once the load had stopped. */
  private readonly shown = new Set<Incident>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  answered({ invoke }: Answered): void {
    if (invoke.name === 'report') this.checked++;
  }

  seen(view: View, { lines }: Answered, incident: Incident | undefined): void {
    if (incident === undefined) return;
    this.absent.delete(incident);
    if (this.knowledge.phase === 'settle') this.shown.add(incident);
    // A server that leaves fields out for good deviates, and loses none.
    if (view.fields.partial === true || this.damaged.has(incident) || reportHash(view.fields) === incident.hash) return;
    this.damaged.add(incident);
    const { reference, acknowledged } = incident;
    const proof = acknowledged?.lines ?? [incident.line];
    this.blame({ key: 'invariant.lost.field', values: { id: view.id, reference } }, [...proof, ...lines], view.id);
  }

  missing(id: IncidentId, { lines }: Answered): void {
    const incident = this.knowledge.incidents.named(id);
    if (this.knowledge.phase !== 'settle' || incident?.acknowledged === undefined) return;
    const reads = (this.absent.get(incident)?.reads ?? 0) + 1;
    this.absent.set(incident, { reads, lines });
  }

  /** A token that stands for nothing yet, or a report for which no read said, in the end, whether it is there. */
  get undecided(): boolean {
    const { tokens, all } = this.knowledge.incidents;
    if (tokens.some(({ acknowledged }) => acknowledged === undefined)) return true;
    for (const incident of all) {
      if (incident.acknowledged === undefined || this.shown.has(incident)) continue;
      if ((this.absent.get(incident)?.reads ?? 0) < READS) return true;
    }
    return false;
  }

  end(): void {
    for (const [{ acknowledged, reference, sighting }, { reads, lines }] of this.absent) {
      if (reads < READS || acknowledged === undefined || sighting === undefined) continue;
      const values = { id: sighting.id, reference };
      this.blame({ key: 'invariant.lost.gone', values }, [...acknowledged.lines, ...lines], sighting.id);
    }
  }
}
