import type { City } from '../../city/city.ts';
import { Field } from '../../field/field.ts';
import { SILENT } from '../../field/observer.ts';
import type { Notice } from '../../port/notices.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { OpenOperation, Visit, VisitsOperation } from './operation.ts';
import { NO_RAMP, type Ramp, Thinning } from './ramp.ts';
import { ScheduledReads } from './reads.ts';
import type { Start } from './start.ts';
import { passUnheard } from './unheard.ts';

/** Visits travel together: those of so many simulated seconds, and no more than so many at once. [A] */
export const VISITS_TOGETHER = { seconds: 30, most: 100 } as const;

/** How the open part rises, and how quickly its time passes: simulated over wall seconds. */
export interface Rise {
  readonly ramp: Ramp;
  readonly speed: number;
}
const AT_ONCE: Rise = { ramp: NO_RAMP, speed: 1 };

/**
 * The open part of a load: what the field does under a backend that never orders anything, and the reads that go with
 * it. A pure function of scenario, city, times and ramp; in order of time. The field begins at midnight of the start's
 * day, and what comes before the start is left out. `until`: simulated seconds since the scenario's start; only the last
 * visits are sent at that very time.
 */
export function* openPart(
  scenario: Scenario,
  city: City,
  { at: from, firstDay }: Start,
  until: number,
  { ramp, speed }: Rise = AT_ONCE,
): Generator<OpenOperation, void, undefined> {
  const field = new Field(scenario, city, 0, SILENT, ['reported', 'passed'], firstDay);
  const { draws } = field.world;
  passUnheard(field, from);
  const thinning = new Thinning(draws, ramp, from, speed);
  const reads = new ScheduledReads(draws, city.units.length, from);
  for (const operation of atFullRate(field, reads, until)) {
    if (!thinning.keeps(operation)) continue;
    if (operation.name === 'report') reads.reported(operation.report);
    yield operation;
  }
}

function* atFullRate(field: Field, reads: ScheduledReads, until: number): Generator<OpenOperation> {
  const batch = new VisitBatch();
  while (field.now < until || field.hasNotices()) {
    const next = Math.min(reads.next, batch.due, until);
    if (!field.hasNotices()) field.advance(next);
    if (field.hasNotices()) {
      for (const notice of field.takeNotices()) if (notice.at < until) yield* heard(notice, batch);
    } else if (batch.due <= next) yield batch.take(batch.due);
    else if (reads.next < until) yield reads.take();
  }
  if (batch.due < Number.POSITIVE_INFINITY) yield batch.take(until);
}

function* heard(notice: Notice, batch: VisitBatch): Generator<OpenOperation> {
  if (notice.type === 'reported') yield { at: notice.at, name: 'report', report: notice };
  else if (notice.type === 'passed') {
    const { at, crew, micro } = notice;
    if (batch.add({ at, crew, micro })) yield batch.take(at);
  }
}

/** Visits that wait for the end of their stretch of time. */
export class VisitBatch {
  due = Number.POSITIVE_INFINITY;
  private visits: Visit[] = [];

  /** Whether the batch is full now. */
  add(visit: Visit): boolean {
    const { seconds, most } = VISITS_TOGETHER;
    if (this.visits.length === 0) this.due = (Math.floor(visit.at / seconds) + 1) * seconds;
    return this.visits.push(visit) >= most;
  }

  take(at: number): VisitsOperation {
    const { visits } = this;
    this.visits = [];
    this.due = Number.POSITIVE_INFINITY;
    return { at, name: 'visits', visits };
  }
}
