import { type Interval, meanInterval, shareInterval } from '../../kernel/statistics.ts';

/**
 * What is compared. workload: share of time on duty that crews are engaged · allBusy: share of time in which everybody on
 * duty in a community is, communities weighted by their calls · outside: share of calls that go to another than the
 * grid's own worker · travel, response: mean seconds from setting out, and from the order, to arrival.
 */
export const FIGURES = ['workload', 'allBusy', 'outside', 'travel', 'response'] as const;
export type Figure = (typeof FIGURES)[number];
/** Those that are shares; the others are seconds. */
const SHARES: ReadonlySet<Figure> = new Set(['workload', 'allBusy', 'outside']);
export const isShare = (figure: Figure): boolean => SHARES.has(figure);
type Figures = Readonly<Record<Figure, number>>;

/** The figures of a township, its communities (by number) and the workload of its crews (by key). */
export interface Reading {
  readonly township: Figures;
  readonly communities: ReadonlyMap<number, Figures>;
  readonly crews: ReadonlyMap<string, number>;
}

interface CommunitySums {
  onDuty: number;
  engaged: number;
  time: number;
  allBusy: number;
  calls: number;
  outside: number;
  arrivals: number;
  travel: number;
  response: number;
}

/** Adds up a reading shift by shift and call by call. */
export class ReadingSums {
  private readonly communities = new Map<number, CommunitySums>();
  private readonly crews = new Map<string, { onDuty: number; engaged: number }>();

  /** `seconds` on duty of a crew, of which it was engaged `engaged`. */
  crew(community: number, key: string, seconds: number, engaged: number): void {
    const own = this.crews.get(key) ?? { onDuty: 0, engaged: 0 };
    this.crews.set(key, own);
    for (const sums of [own, this.of(community)]) {
      sums.onDuty += seconds;
      sums.engaged += engaged;
    }
  }

  /** `seconds` of shifts of a community, of which all were engaged for `allBusy`. */
  shift(community: number, seconds: number, allBusy: number): void {
    const sums = this.of(community);
    sums.time += seconds;
    sums.allBusy += allBusy;
  }

  calls(community: number, number: number, outside: number): void {
    const sums = this.of(community);
    sums.calls += number;
    sums.outside += outside;
  }

  /** So many crews arrived after these seconds of travel, and since the order, in all. */
  arrivals(community: number, number: number, travel: number, response: number): void {
    const sums = this.of(community);
    sums.arrivals += number;
    sums.travel += travel;
    sums.response += response;
  }

  /** `weights`: calls by community that its share of time with all busy counts with in the township's. */
  reading(weights: ReadonlyMap<number, number>): Reading {
    const entries = [...this.communities];
    const total = entries.reduce((sum, [, own]) => added(sum, own), none());
    const weight = (community: number) => weights.get(community) ?? 0;
    const met = entries.reduce((sum, [c, own]) => sum + weight(c) * ratio(own.allBusy, own.time), 0);
    const calls = entries.reduce((sum, [c]) => sum + weight(c), 0);
    return {
      township: { ...figuresOf(total), allBusy: met / calls },
      communities: new Map(entries.map(([community, own]) => [community, figuresOf(own)])),
      crews: new Map([...this.crews].map(([key, { engaged, onDuty }]) => [key, engaged / onDuty])),
    };
  }

  private of(community: number): CommunitySums {
    const sums = this.communities.get(community) ?? none();
    this.communities.set(community, sums);
    return sums;
  }
}

const none = (): CommunitySums => ({
  onDuty: 0,
  engaged: 0,
  time: 0,
  allBusy: 0,
  calls: 0,
  outside: 0,
  arrivals: 0,
  travel: 0,
  response: 0,
});

function added(a: CommunitySums, b: CommunitySums): CommunitySums {
  const keys = Object.keys(a) as (keyof CommunitySums)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as CommunitySums;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

function figuresOf(sums: CommunitySums): Figures {
  return {
    workload: sums.engaged / sums.onDuty,
    allBusy: sums.allBusy / sums.time,
    outside: sums.outside / sums.calls,
    travel: sums.travel / sums.arrivals,
    response: sums.response / sums.arrivals,
  };
}

/** The same with intervals over readings; those that have a figure count. */
export interface PooledReading {
  readonly township: Readonly<Record<Figure, Interval>>;
  readonly communities: ReadonlyMap<number, Readonly<Record<Figure, Interval>>>;
  readonly crews: ReadonlyMap<string, Interval>;
}

/** One reading per replication; a figure that a reading lacks, or has as NaN, is left out of its mean. */
export function pooled(readings: readonly Reading[]): PooledReading {
  const communities = new Set(readings.flatMap((reading) => [...reading.communities.keys()]));
  const crews = new Set(readings.flatMap((reading) => [...reading.crews.keys()]));
  return {
    township: intervals(readings.map((reading) => reading.township)),
    communities: new Map(
      [...communities].map((c) => [c, intervals(readings.flatMap((reading) => reading.communities.get(c) ?? []))]),
    ),
    crews: new Map(
      [...crews].map((key) => [
        key,
        interval(
          readings.map((reading) => reading.crews.get(key)),
          true,
        ),
      ]),
    ),
  };
}

function intervals(figures: readonly Figures[]): Record<Figure, Interval> {
  const entries = FIGURES.map((figure) => [
    figure,
    interval(
      figures.map((own) => own[figure]),
      isShare(figure),
    ),
  ]);
  return Object.fromEntries(entries) as Record<Figure, Interval>;
}

function interval(values: readonly (number | undefined)[], share: boolean): Interval {
  const known = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  return share ? shareInterval(known) : meanInterval(known);
}
