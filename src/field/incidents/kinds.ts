import { compileDuration, type Sampler } from '../../kernel/distributions.ts';
import { nameId } from '../../kernel/hash.ts';
import { DAY } from '../../kernel/time.ts';
import type { IncidentKind, Limit, Scenario } from '../../scenario/schema.ts';
import type { Channel } from '../../scenario/terms.ts';
import { DRIVERS } from '../../scenario/terms.ts';

/** A way for a latent incident to end, in seconds. */
export interface WayOut {
  readonly share: number;
  readonly after: Sampler;
}

/** A kind made ready for the hot path: seconds, cumulative shares, samplers. */
export interface Kind {
  readonly name: string;
  /** Sixteen bits that key its draws: they depend on the name alone. */
  readonly id: number;
  readonly className: string;
  readonly channel: Channel;
  readonly matter: string;
  /** Occurrences a day in the whole city, scale applied. */
  readonly perDay: number;
  readonly driver: number;
  /** How far it follows the factors of its class, 0 to 1. */
  readonly dispersion: number;
  /** Share of the day in each hour; adds up to 1. */
  readonly hours: Float64Array;
  /** Factor Monday .. Sunday; mean 1. */
  readonly weekdays: Float64Array;
  readonly severity: Float64Array;
  readonly settle: Float64Array;
  readonly siteVisits: Float64Array;
  readonly crews: readonly number[];
  readonly effort: Sampler;
  readonly lagShare: number;
  readonly lag: Sampler;
  readonly handle: Limit;
  readonly close: Limit;
  readonly rework: number;
  readonly check: number;
  readonly verify: boolean;
  readonly falseAlarm: number;
  readonly duplicates: number;
  readonly resident: WayOut;
  readonly liaison: WayOut;
  readonly sensor: WayOut;
  readonly self: WayOut;
  /** Log of the probability that a visit does not find it; 0 where none ever does. */
  readonly logMissed: number;
  /** Hazard of rising one severity, per second. */
  readonly escalation: number;
  readonly wrongDepartment: number;
}

function cumulative(shares: readonly number[]): Float64Array {
  let sum = 0;
  const total = shares.reduce((a, b) => a + b, 0);
  return Float64Array.from(shares, (s) => {
    sum += s / total;
    return sum;
  });
}

/** First index whose cumulative share exceeds u. */
export function pick(cumulativeShares: Float64Array, u: number): number {
  let i = 0;
  while (i < cumulativeShares.length - 1 && u >= cumulativeShares[i]) i++;
  return i;
}

function normalised(values: readonly number[], sum: number): Float64Array {
  const total = values.reduce((a, b) => a + b, 0);
  return Float64Array.from(values, (v) => (v * sum) / total);
}

/** The scenario's kinds in the order of their names, so that the file's order means nothing. */
export function compileKinds(scenario: Scenario): Kind[] {
  const { incidents } = scenario;
  const taken = new Set<number>();
  return Object.entries(incidents.kinds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, kind]) => {
      let id = nameId(name);
      while (taken.has(id)) id = (id + 1) & 0xffff;
      taken.add(id);
      return compileKind(name, id, kind, scenario);
    });
}

function compileKind(name: string, id: number, kind: IncidentKind, { incidents }: Scenario): Kind {
  const wayOut = (way: IncidentKind['found']['self']): WayOut => ({
    share: way.share,
    after: compileDuration(way.afterHours, 3600),
  });
  return {
    name,
    id,
    className: kind.class,
    channel: kind.channel,
    matter: kind.matter,
    perDay: kind.perDay * incidents.scale,
    driver: DRIVERS.indexOf(kind.driver),
    hours: normalised(incidents.hourProfiles[kind.hours], 1),
    dispersion: kind.dispersion ?? 1,
    weekdays: normalised(incidents.weekdayProfiles[kind.weekdays], 7),
    severity: cumulative(kind.severity),
    settle: cumulative(kind.settle),
    siteVisits: cumulative(kind.siteVisits ?? [1, 0, 0]),
    crews: kind.crews ?? [1, 1, 1, 1],
    effort: compileDuration(kind.effortMinutes, 60),
    lagShare: kind.lag.share,
    lag: compileDuration(kind.lag.hours, 3600),
    handle: kind.limits.handle,
    close: kind.limits.close,
    rework: kind.rework,
    check: kind.check,
    verify: kind.verify,
    falseAlarm: kind.falseAlarm,
    duplicates: kind.duplicates,
    resident: wayOut(kind.found.resident),
    liaison: wayOut(kind.found.liaison),
    sensor: wayOut(kind.found.sensor),
    self: wayOut(kind.found.self),
    logMissed: kind.found.patrol === 0 ? 0 : Math.log(1 - kind.found.patrol),
    escalation: kind.escalationPerDay / DAY,
    wrongDepartment: kind.wrongDepartment ?? 0,
  };
}
