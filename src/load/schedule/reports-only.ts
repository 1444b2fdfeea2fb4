import type { City } from '../../city/city.ts';
import { Field } from '../../field/field.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import type { Reported } from '../../port/notices.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { ReportOperation } from './operation.ts';
import { dueOf, type Ramp } from './ramp.ts';
import type { Start } from './start.ts';
import { passUnheard } from './unheard.ts';

/**
 * The field forgets an incident so long after it was reported, lest it keep all of them: nobody handles any. Further
 * reports of the same come sooner, but for few. [A]
 */
const FORGOTTEN = DAY;
/** A field that is silent for so long brings about no reports. [A] */
const LONGEST_SILENCE = 60 * DAY;

/** A steady stream of reports, whatever the field's own rate is. */
export interface ReportRate {
  /** Operations a wall second at full rate. */
  readonly rate: number;
  readonly ramp: Ramp;
  /** Simulated over wall seconds: only the times that the reports bear follow it. */
  readonly speed: number;
}

/**
 * The field's reports from the start on, one after another, as many as are taken: those of the storm first, then those of
 * the days after it. Each is due at its place in the steady stream, and bears the simulated time of that. A pure function
 * of scenario, city and rate; it ends where a scenario brings about no reports.
 */
export function* reportsOnly(
  scenario: Scenario,
  city: City,
  start: Start,
  { rate, ramp, speed }: ReportRate,
): Generator<ReportOperation, void, undefined> {
  let n = 0;
  for (const report of fieldReports(scenario, city, start)) {
    const at = start.at + dueOf(ramp, rate, n++) * speed;
    yield { at, name: 'report', report: { ...report, at, handleBy: at + (report.handleBy - report.at) } };
  }
}

function* fieldReports(scenario: Scenario, city: City, start: Start): Generator<Reported> {
  const field = new Field(scenario, city, 0, SILENT, ['reported'], start.firstDay);
  passUnheard(field, start.at);
  const kept: Reported[] = [];
  let patience = start.at + LONGEST_SILENCE;
  while (field.now < patience) {
    field.advance(patience);
    for (const notice of field.takeNotices()) {
      if (notice.type !== 'reported') continue;
      patience = notice.at + LONGEST_SILENCE;
      kept.push(notice);
      yield notice;
    }
    // By the hour: forgetting them one by one costs as much as all the rest.
    if (kept.length === 0 || kept[0].at > field.now - FORGOTTEN - HOUR) continue;
    const young = kept.findIndex(({ at }) => at > field.now - FORGOTTEN);
    const old = kept.splice(0, young < 0 ? kept.length : young);
    field.apply(old.map(({ incident }) => ({ type: 'reject', incident, reason: '' })));
  }
}
