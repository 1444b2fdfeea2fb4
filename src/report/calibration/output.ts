import { z } from 'zod';
import type { Check } from '../../calibration/check/predict.ts';
import { dateOf } from '../../calibration/counts/days.ts';
import type { StageFit } from '../../calibration/stages/choose.ts';
import type { Study } from '../../calibration/study.ts';

const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number(), se: z.number() });
const number = z.number().nullable();
const share = z.strictObject({ name: z.string(), rows: z.number(), share: estimate });
const stage = z
  .strictObject({
    ended: z.number(),
    open: z.number(),
    /** Seconds. */
    median: number,
    p90: number,
    family: z.enum(['lognormal', 'gamma', 'weibull', 'empirical']),
    parameters: z.record(z.string(), estimate),
    distance: z.number(),
    p: z.number(),
  })
  .nullable();
const quantiles = z.strictObject({ p50: number, p90: number });
const onTime = z.strictObject({ rows: z.number(), share: estimate }).nullable();

/** What `calibrate --json` prints. Times are in seconds, `low` and `high` the 95 % interval. */
export const calibrationOutputSchema = z.strictObject({
  folder: z.string(),
  log: z.strictObject({
    rows: z.number(),
    left: z.number(),
    /** First and last whole day. */
    from: z.string(),
    to: z.string(),
    damagedRows: z.number(),
    /** Far from the days covered, and left out. */
    apart: z.number(),
    /** Of these the category, channel or area was one of too many different texts, and counts as none. */
    nameless: z.number(),
    damage: z.array(
      z.strictObject({
        reason: z.string(),
        rows: z.number(),
        examples: z.array(z.strictObject({ line: z.number(), found: z.string() })),
      }),
    ),
  }),
  perDay: estimate,
  /** Mean counts of the 168 hours of the week, Monday's first, on ordinary days. */
  week: z.array(z.number()),
  dispersion: z.strictObject({ daily: estimate, hourly: estimate }),
  months: z.array(z.strictObject({ month: z.number(), days: z.number(), factor: z.number() })),
  surges: z.array(z.strictObject({ date: z.string(), count: z.number(), expected: z.number() })),
  kinds: z.record(
    z.string(),
    z.strictObject({
      name: z.strictObject({ en: z.string(), zh: z.string() }),
      categories: z.array(z.string()),
      perDay: estimate,
      hours: z.array(estimate),
      weekdays: z.array(estimate).nullable(),
      effort: stage,
      lagShare: estimate.nullable(),
      lag: stage,
      onTime,
    }),
  ),
  stages: z.strictObject({ dispatch: stage, arrival: stage, handling: stage, closure: stage }),
  channels: z.array(share),
  areas: z.array(share),
  /** Rows with coordinates, those outside the city, and the box that holds all, degrees; null where there are none. */
  positions: z
    .strictObject({
      rows: z.number(),
      outside: z.number(),
      west: z.number(),
      south: z.number(),
      east: z.number(),
      north: z.number(),
    })
    .nullable(),
  onTime,
  /** The last part of the log against the simulator; null where it was not asked for or the log is too short. */
  check: z
    .strictObject({
      from: z.string(),
      days: z.number(),
      dailyCoverage: z.number(),
      hourlyCoverage: z.number(),
      /** Counts of the days held out, and the intervals of 90 % that the simulator gave. */
      daily: z.array(z.strictObject({ observed: z.number(), expected: z.number(), low: z.number(), high: z.number() })),
      closure: z.strictObject({ observed: quantiles, simulated: quantiles, distance: z.number() }).nullable(),
    })
    .nullable(),
});
export type CalibrationOutput = z.infer<typeof calibrationOutputSchema>;

/** A calibration for other programs. */
export function calibrationOutput(
  { learnt, ...log }: Study,
  check: Check | undefined,
  folder: string,
): CalibrationOutput {
  const told = (fit: StageFit | undefined): z.infer<typeof stage> => {
    if (fit === undefined) return null;
    const { sample: _sample, spec: _spec, parameters, ...rest } = fit;
    return { ...rest, parameters: { ...parameters } };
  };
  const { stages } = learnt;
  return {
    folder,
    log: {
      rows: log.rows,
      left: log.left,
      from: dateOf(learnt.range.from),
      to: dateOf(learnt.range.to - 1),
      damagedRows: log.damagedRows,
      apart: log.apart,
      nameless: log.nameless,
      damage: log.damage.map(({ examples, ...rest }) => ({ ...rest, examples: [...examples] })),
    },
    perDay: learnt.total.perDay,
    week: [...learnt.week],
    dispersion: learnt.dispersion,
    months: [...learnt.months],
    surges: learnt.surges.map(({ day, ...rest }) => ({ date: dateOf(day), ...rest })),
    kinds: Object.fromEntries(
      learnt.kinds.map(({ id, name, categories, rate, work, onTime: met }) => [
        id,
        {
          name,
          categories: [...categories],
          perDay: rate.perDay,
          hours: [...rate.hours],
          weekdays: rate.weekdays === undefined ? null : [...rate.weekdays],
          effort: told(work?.effort),
          lagShare: work?.lagShare ?? null,
          lag: told(work?.lag),
          onTime: met ?? null,
        },
      ]),
    ),
    stages: {
      dispatch: told(stages.dispatch),
      arrival: told(stages.arrival),
      handling: told(stages.handling),
      closure: told(stages.closure),
    },
    channels: [...learnt.channels],
    areas: [...learnt.areas],
    positions: log.positions.rows === 0 ? null : { ...log.positions },
    onTime: learnt.onTime ?? null,
    check:
      check === undefined
        ? null
        : {
            from: dateOf(check.from),
            days: check.daily.length,
            dailyCoverage: check.dailyCoverage,
            hourlyCoverage: check.hourlyCoverage,
            daily: [...check.daily],
            closure: check.closure,
          },
  };
}
