import { SILENT } from '../../field/observer.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { blankScenario, foundOnPatrolWithin, stream } from '../blank.ts';
import { type Experiment, MEAN, type PieceContext } from '../experiment.ts';
import { Idle } from '../idle.ts';
import { distanceFromUniform } from '../theory/kolmogorov.ts';
import { ONE_PLACE } from './counter-queue.ts';

const HOURS = 24;
/** Two peaks a day, and quiet weekends. */
const HOUR_PROFILE = [1, 1, 1, 1, 1, 2, 4, 9, 12, 10, 8, 6, 5, 6, 7, 7, 8, 11, 9, 6, 4, 3, 2, 1];
const WEEKDAY_PROFILE = [1.2, 1.1, 1.05, 1.05, 1.2, 0.8, 0.6];
const WEEKS = 26;
const PER_DAY = 250;
const KEYS = { count: 'arrivals.count', dispersion: 'arrivals.dispersion', distance: 'arrivals.distance' } as const;
const SOURCE = 'Poisson process with that rate';

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const hourShares = HOUR_PROFILE.map((weight) => weight / total(HOUR_PROFILE));
const dayShares = WEEKDAY_PROFILE.map((factor) => factor / total(WEEKDAY_PROFILE));
/** Share of the week that has passed by the start of each of its hours. */
const passed = [0];
for (const day of dayShares) for (const hour of hourShares) passed.push((passed.at(-1) ?? 0) + day * hour);

/** A stream whose rate changes over day and week, held against that rate. */
export function arrivals(pieces: number): Experiment {
  const common = { theme: 'arrivals', source: SOURCE } as const;
  return {
    name: 'arrivals',
    pieces,
    seconds: (WEEKS * 7 * PER_DAY) / 500_000,
    rows: [
      { key: KEYS.count, theory: 7 * PER_DAY, judging: MEAN, ...common },
      { key: KEYS.dispersion, theory: 1, judging: MEAN, ...common },
      { key: KEYS.distance, theory: 0, judging: { by: 'atMost' }, ...common },
    ],
    async run(context) {
      const cells = 7 * HOURS;
      const counts = new Float64Array(cells * WEEKS);
      const shares: number[] = [];
      await watchArrivals(
        context,
        WEEKS * 7,
        (now) => {
          const cell = Math.floor(now / HOUR);
          const inWeek = cell % cells;
          counts[cell]++;
          shares.push(passed[inWeek] + (now / HOUR - cell) * (passed[inWeek + 1] - passed[inWeek]));
        },
        (blank) => {
          blank.incidents.hourProfiles.peaks = HOUR_PROFILE;
          blank.incidents.weekdayProfiles.week = WEEKDAY_PROFILE;
          blank.incidents.kinds.stream = stream(PER_DAY, { hours: 'peaks', weekdays: 'week', found: GONE });
        },
      );
      const weeks = Array.from({ length: WEEKS }, (_, week) => counts.subarray(week * cells, (week + 1) * cells));
      const expected = (inWeek: number) => 7 * PER_DAY * (passed[inWeek + 1] - passed[inWeek]);
      const dispersion = (week: Float64Array) =>
        week.reduce((sum, n, i) => sum + (n - expected(i)) ** 2 / expected(i), 0) / cells;
      return {
        [KEYS.count]: weeks.map((week) => week.reduce((sum, n) => sum + n, 0)),
        [KEYS.dispersion]: weeks.map(dispersion),
        [KEYS.distance]: [distanceFromUniform(shares)],
      };
    },
  };
}

const DISPERSION = { daily: 3, hourly: 1.5 } as const;
const EVEN_PER_DAY = 48;
const DAYS = 4000;
const BATCH_DAYS = 200;
const OVER_KEYS = { daily: 'arrivals.daily', hourly: 'arrivals.hourly' } as const;

/** Variance over mean of daily and of hourly counts, where a scenario sets them. */
export function overdispersion(pieces: number): Experiment {
  const common = { theme: 'arrivals', judging: MEAN, source: 'as set in the scenario' } as const;
  return {
    name: 'arrivals.over',
    pieces,
    seconds: (DAYS * EVEN_PER_DAY) / 400_000,
    rows: [
      { key: OVER_KEYS.daily, theory: DISPERSION.daily, ...common },
      { key: OVER_KEYS.hourly, theory: DISPERSION.hourly, ...common },
    ],
    async run(context) {
      const hourly = new Float64Array(DAYS * HOURS);
      await watchArrivals(
        context,
        DAYS,
        (now) => hourly[Math.floor(now / HOUR)]++,
        (blank) => {
          blank.incidents.dispersion = DISPERSION;
          blank.incidents.kinds.stream = stream(EVEN_PER_DAY, { found: GONE });
        },
      );
      const daily = Float64Array.from({ length: DAYS }, (_, day) =>
        hourly.subarray(day * HOURS, (day + 1) * HOURS).reduce((sum, n) => sum + n, 0),
      );
      return {
        [OVER_KEYS.daily]: dispersions(daily, EVEN_PER_DAY, BATCH_DAYS),
        [OVER_KEYS.hourly]: dispersions(hourly, EVEN_PER_DAY / HOURS, BATCH_DAYS * HOURS),
      };
    },
  };
}

/** Mean squared deviation from a known mean over that mean, batch by batch. */
function dispersions(counts: Float64Array, mean: number, size: number): number[] {
  return Array.from({ length: counts.length / size }, (_, batch) => {
    const own = counts.subarray(batch * size, (batch + 1) * size);
    return own.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (mean * size);
  });
}

/** They end as they occur. */
const GONE = { ...foundOnPatrolWithin(0), patrol: 0 };

async function watchArrivals(
  { seed, piece, engine }: PieceContext,
  days: number,
  occurred: (now: number) => void,
  change: (blank: Scenario) => void,
): Promise<void> {
  const observer = { ...SILENT, occurred: (_: number, now: number) => occurred(now) };
  const scenario = blankScenario(seed, change);
  const stage = await engine({ scenario, city: ONE_PLACE, replication: piece, backend: new Idle(), observer });
  await stage.runUntil(days * DAY);
}
