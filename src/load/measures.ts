import { sectioningInterval } from '../kernel/statistics.ts';
import { STAGES } from '../run/measures/stages.ts';
import type { Measure, Measures } from '../run/result.ts';
import { OPERATION_NAMES } from './history/record.ts';
import type { Latencies } from './latencies.ts';
import { type Recorder, SECTIONS } from './recorder.ts';
import type { Sections } from './result.ts';

/** The percentiles that are measures, by the last part of their names. */
export const PERCENTS = { p50: 50, p90: 90, p95: 95, p99: 99, p999: 99.9 } as const;
const NAMES = Object.keys(PERCENTS) as (keyof typeof PERCENTS)[];
/** Fewer sections with observations give no interval. */
export const LEAST_SECTIONS = 5;
/** A percentile p needs so many observations over 1 - p to be compared with another load's. */
const LEAST_BEYOND = 10;

const count = (value: number): Measure => ({ value, low: null, high: null, unit: 'count' });
const seconds = (value: number): Measure => ({ value, low: null, high: null, unit: 's' });

/** Every measure that a load test may yield, with its unit: what targets are checked against. */
export function loadMeasureUnits(): ReadonlyMap<string, 's' | 'count'> {
  const times = [
    ...OPERATION_NAMES.flatMap((name) => [`op.${name}.response`, `op.${name}.service`]),
    'decide',
    ...STAGES.filter((stage) => stage !== 'detection'),
  ];
  const counts = ['invariants', 'incidents.reported', 'incidents.closed'];
  for (const name of OPERATION_NAMES) counts.push(`op.${name}.count`, `op.${name}.errors`);
  return new Map([
    ...times.flatMap((name) => [...NAMES, 'max'].map((part) => [`${name}.${part}`, 's'] as const)),
    ...counts.map((name) => [name, 'count'] as const),
  ]);
}

/** What was sent and how it was answered, by name. Percentiles of responses have intervals by sectioning. */
export function operationMeasures(recorder: Recorder, violations: number): Measures {
  const measures: Record<string, Measure> = { invariants: count(violations) };
  for (const [name, log] of recorder.operations) {
    if (log.count === 0) continue;
    measures[`op.${name}.count`] = count(log.count);
    measures[`op.${name}.errors`] = count([...log.errors.values()].reduce((sum, errors) => sum + errors, 0));
    latencyMeasures(measures, `op.${name}.response`, log.response, log.sections);
    latencyMeasures(measures, `op.${name}.service`, log.service, []);
  }
  latencyMeasures(measures, 'decide', recorder.decide, recorder.decideSections);
  return measures;
}

function latencyMeasures(
  measures: Record<string, Measure>,
  name: string,
  latencies: Latencies,
  sections: readonly (Latencies | undefined)[],
): void {
  if (latencies.count === 0) return;
  const filled = sections.filter((section) => section !== undefined && section.count > 0);
  for (const part of NAMES) {
    const value = latencies.percentile(PERCENTS[part]);
    const own = filled.map((section) => section?.percentile(PERCENTS[part]) ?? value);
    const { low, high } = own.length < LEAST_SECTIONS ? { low: null, high: null } : sectioningInterval(value, own);
    measures[`${name}.${part}`] = { ...seconds(value), low, high };
  }
  measures[`${name}.max`] = seconds(latencies.max / 1000);
}

/** What other loads can be compared with: percentiles over enough observations, and errors. */
export function sectionsOf(recorder: Recorder): Sections {
  const all: Record<string, (number | null)[]> = {};
  const take = (name: string, latencies: Latencies, sections: readonly (Latencies | undefined)[]) => {
    for (const part of NAMES) {
      const percent = PERCENTS[part];
      if (latencies.count * (1 - percent / 100) < LEAST_BEYOND) continue;
      all[`${name}.${part}`] = Array.from({ length: SECTIONS }, (_, i) => {
        const section = sections[i];
        return section === undefined || section.count === 0 ? null : section.percentile(percent);
      });
    }
  };
  for (const [name, log] of recorder.operations) {
    if (log.count === 0) continue;
    take(`op.${name}.response`, log.response, log.sections);
    all[`op.${name}.errors`] = [...log.errorSections];
  }
  take('decide', recorder.decide, recorder.decideSections);
  return all;
}
