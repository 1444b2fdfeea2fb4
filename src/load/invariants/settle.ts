import type { FailRecord, IncidentId, OkRecord, Phase, UnknownRecord } from '../history/record.ts';
import type { Incident, Incidents } from './incidents.ts';
import type { Sent } from './operation.ts';
import { fieldsOf, idOf, numberOf, viewOf, viewsOf } from './view.ts';

/** Incidents on a page. */
const PAGE = 500;
/** Incidents that are read one by one although the list had them: lists are to agree with details. [A] */
const DETAILS = 500;
/** Why an operation came to nothing, although it was tried again for as long as it was waited for: there is no server. */
const NOBODY: readonly string[] = ['refused', 'unreachable'];
/** Times that a report is looked for, and a list asked for, before it is given up. */
const TRIES = 3;

/** What is to be read, as the body of an `invoke` holds it. */
export type SettlingRead =
  | { readonly name: 'list'; readonly body: { readonly after: number | null; readonly limit: number } }
  | { readonly name: 'read'; readonly body: { readonly id: IncidentId } }
  | { readonly name: 'token'; readonly body: { readonly token: string } };

/**
 * The reads that settle what a history left open: what came of operations of unknown end, and what the server holds of all
 * that it acknowledged. First the whole list, page by page; then each acknowledged report that the list lacked, three
 * times; then a share of the others, for their details.
 *
 * Whoever drives writes a `phase` record `settle`, then sends what `next` says, all as one actor, each as an operation of
 * its own; feeds the judge their records; and asks again, until there is nothing more:
 * `for (let reads = next(); reads.length > 0; reads = next()) await sendAll(reads)`.
 */
export class Settlement {
  private readonly incidents: Incidents;
  private cursor: number | null = null;
  private listed = false;
  private listTries = 0;
  private tokenTries = 0;
  private readonly found = new Set<Incident>();
  private readonly tries = new Map<Incident, number>();
  private detailsAsked = false;
  /** Any of the reads has been answered. */
  isAnswered = false;
  private isGone = false;
  private readonly whenGone = Promise.withResolvers<void>();

  constructor(incidents: Incidents) {
    this.incidents = incidents;
  }

  /** Kept once nobody listens any more: there is nothing to wait for. */
  get gone(): Promise<void> {
    return this.whenGone.promise;
  }

  /** What to read now; empty when all is settled that can be. */
  next(): readonly SettlingRead[] {
    if (this.isGone) return [];
    const tokens = this.unresolved();
    if (tokens.length > 0) return tokens;
    if (!this.listed && this.listTries++ < TRIES) {
      return [{ name: 'list', body: { after: this.cursor, limit: PAGE } }];
    }
    this.listed = true;
    const absent = this.absent();
    for (const incident of absent) this.tries.set(incident, (this.tries.get(incident) ?? 0) + 1);
    if (absent.length > 0) return absent.map(readOf);
    if (this.detailsAsked) return [];
    this.detailsAsked = true;
    const found = [...this.found];
    const step = Math.max(1, Math.ceil(found.length / DETAILS));
    return found.filter((_, i) => i % step === 0).map(readOf);
  }

  /** An operation has ended; the judge passes on all of them. */
  over({ invoke }: Sent, record: OkRecord | FailRecord | UnknownRecord, phase: Phase | undefined): void {
    if (phase !== 'settle') return;
    if (record.t !== 'ok') {
      if (invoke.name !== 'list' || this.isAnswered || !NOBODY.includes(record.why)) return;
      this.isGone = true;
      this.whenGone.resolve();
      return;
    }
    this.isAnswered = true;
    if (invoke.name === 'read') {
      const incident = this.incidents.reported(viewOf(record.body)?.reference);
      if (incident !== undefined) this.found.add(incident);
    }
    if (invoke.name !== 'list') return;
    const views = viewsOf(record.body);
    for (const { reference } of views) {
      const incident = this.incidents.reported(reference);
      if (incident !== undefined) this.found.add(incident);
    }
    const asked = fieldsOf(invoke.body).after ?? null;
    if (this.listed || asked !== this.cursor) return;
    const { next, more } = fieldsOf(record.body);
    const cursor = numberOf(next);
    this.listTries = 0;
    if (more !== true || cursor === undefined || cursor === this.cursor) this.listed = true;
    else this.cursor = cursor;
  }

  /** Tokens that stand for nothing yet. */
  private unresolved(): SettlingRead[] {
    if (this.tokenTries >= TRIES) return [];
    this.tokenTries++;
    return this.incidents.tokens.flatMap(({ token, acknowledged }) =>
      token === undefined || acknowledged !== undefined ? [] : [{ name: 'token', body: { token } } as const],
    );
  }

  private absent(): Incident[] {
    const absent: Incident[] = [];
    for (const incident of this.incidents.all) {
      if (incident.acknowledged === undefined || this.found.has(incident)) continue;
      if ((this.tries.get(incident) ?? 0) < TRIES) absent.push(incident);
    }
    return absent;
  }
}

function readOf({ sighting, reference }: Incident): SettlingRead {
  return { name: 'read', body: { id: idOf(sighting?.id) ?? reference } };
}
