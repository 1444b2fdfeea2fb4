import { STAGES as TIMES } from '../run/measures/stages.ts';
import type { MeasureUnit } from '../run/result.ts';

/** The measures by theme, in the order in which tables show them: definitions in docs/measures.md. */

export { TIMES };

export const STATISTICS = ['mean', 'p50', 'p90', 'p95', 'p99', 'max', 'count', 'unfinished'] as const;

export const THEMES = ['happened', 'rates', 'patrol', 'reach', 'people', 'money'] as const;
export type Theme = (typeof THEMES)[number];

/** Measures that are no times, with their units. */
export const SINGLE_MEASURES: Readonly<Record<Theme, Readonly<Record<string, MeasureUnit>>>> = {
  happened: {
    'incidents.occurred': 'count',
    'incidents.reported': 'count',
    'incidents.filed': 'count',
    'incidents.closed': 'count',
    'incidents.open': 'count',
    'incidents.escalated': 'count',
    'incidents.unseen': 'count',
    'notices.duplicate': 'count',
    'notices.falseAlarm': 'count',
    'contacts.answered': 'count',
    'found.patrol': 'share',
    'found.resident': 'share',
    'found.liaison': 'share',
    'found.sensor': 'share',
    'settled.grid': 'share',
    'settled.community': 'share',
    'settled.township': 'share',
    'settled.county': 'share',
    'settled.city': 'share',
  },
  rates: {
    'rate.filing': 'share',
    'rate.onTimeHandling': 'share',
    'rate.closure': 'share',
    'rate.onTimeClosure': 'share',
    'rate.rework': 'share',
    'rate.extension': 'share',
  },
  patrol: {
    'patrol.coverageGap': 'share',
    'patrol.gap.p90': 's',
    'patrol.bothRounds': 'share',
    'patrol.visits': 'count/day',
    'patrol.minutesPerWorkerDay': 'min',
    'patrol.twoHourShare': 'share',
    'patrol.twoHourDayShare': 'share',
    'patrol.exclusive.coverageGap': 'share',
    'patrol.exclusive.bothRounds': 'share',
  },
  reach: {
    'reach.gap': 'share',
    'fairness.dispatch': 'gini',
  },
  people: {
    'utilisation.worker': 'share',
    'utilisation.worker.patrol': 'share',
    'utilisation.worker.job': 'share',
    'utilisation.worker.travel': 'share',
    'utilisation.worker.errand': 'share',
    'utilisation.worker.outOfScope': 'share',
    'utilisation.communityStaff': 'share',
    'utilisation.liaison': 'share',
    'utilisation.volunteer': 'share',
    'utilisation.township': 'share',
    'utilisation.county': 'share',
    'utilisation.city': 'share',
    'utilisation.operator.township': 'share',
    'utilisation.operator.county': 'share',
    'utilisation.operator.city': 'share',
    'queue.township.mean': 'count',
    'queue.township.max': 'count',
    'queue.county.mean': 'count',
    'queue.county.max': 'count',
    'queue.city.mean': 'count',
    'queue.city.max': 'count',
    'hours.outOfScope': 'h/day',
  },
  money: {
    'cost.perDay': 'yuan/day',
    'cost.perHandled': 'yuan',
  },
};

/** Unit of every measure that a run of the embedded city yields, by name. */
export function measureUnits(): ReadonlyMap<string, MeasureUnit> {
  const times = TIMES.flatMap((time) =>
    STATISTICS.map((statistic): [string, MeasureUnit] => [
      `${time}.${statistic}`,
      statistic === 'count' || statistic === 'unfinished' ? 'count' : 's',
    ]),
  );
  return new Map([...times, ...THEMES.flatMap((theme) => Object.entries(SINGLE_MEASURES[theme]))]);
}
