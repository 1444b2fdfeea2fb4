import type { City } from '../../city/city.ts';
import { compileDuration, poissonCount, type Sampler } from '../../kernel/distributions.ts';
import { nameId } from '../../kernel/hash.ts';
import type { Draws } from '../../kernel/random.ts';
import type { Scenario, Surge } from '../../scenario/schema.ts';
import { PURPOSE } from '../purposes.ts';
import type { Kind } from './kinds.ts';
import type { Places } from './places.ts';

const HOURS = 24;

/** Expected counts and their over-dispersion: how many incidents of each (kind, unit) a day brings, and in which hours. */
export class Demand {
  private readonly kinds: readonly Kind[];
  private readonly draws: Draws;
  private readonly firstWeekday: number;
  private readonly shares: readonly Float64Array[];
  private readonly classes: readonly string[];
  private readonly classOf: Int32Array;
  private readonly dayFactor: Sampler | undefined;
  private readonly hourFactor: Sampler | undefined;
  private readonly surges: readonly CompiledSurge[];
  /** Hour factors of the day, per class. */
  private readonly hourFactors: Float64Array;
  /** Cumulative hour weights of the (kind, unit, day) last asked for; not normalised. */
  readonly hours = new Float64Array(HOURS);
  private day = -1;

  constructor(
    scenario: Scenario,
    city: City,
    places: Places,
    kinds: readonly Kind[],
    draws: Draws,
    firstWeekday: number,
  ) {
    this.kinds = kinds;
    this.draws = draws;
    this.firstWeekday = firstWeekday;
    this.shares = kinds.map((kind) => unitShares(scenario, city, places, kind));
    this.classes = [...new Set(kinds.map((kind) => kind.className))].sort();
    this.classOf = Int32Array.from(kinds, (kind) => this.classes.indexOf(kind.className));
    const { day, hour } = this.variances(scenario.incidents.dispersion);
    this.dayFactor = factor(day);
    this.hourFactor = factor(hour);
    this.hourFactors = new Float64Array(this.classes.length * HOURS).fill(1);
    this.surges = scenario.incidents.surges.map((surge) => compileSurge(surge, scenario, city, kinds));
  }

  /**
   * Variances of the factors per (class, day, unit) and per (class, hour), such that the city's daily counts have the
   * wanted variance over mean, and its hourly counts theirs around the hours' means. With day factor variance v and
   * hour factor variance w: daily - 1 = v A + w B + v w D and hourly - 1 = v C + w B + v w D, where A, B, C, D are the
   * sums below. A kind of dispersion d takes 1 + d (factor - 1).
   */
  private variances(wanted: Scenario['incidents']['dispersion']): { day: number; hour: number } {
    const units = this.shares[0]?.length ?? 0;
    let [total, a, b, c, d] = [0, 0, 0, 0, 0];
    this.classes.forEach((_, cls) => {
      const mine = this.kinds.filter((_, k) => this.classOf[k] === cls);
      for (const kind of mine) total += kind.perDay;
      for (let h = 0; h < HOURS; h++)
        b += square(mine.reduce((sum, kind) => sum + kind.dispersion * kind.perDay * kind.hours[h], 0));
      for (let u = 0; u < units; u++) {
        const share = (kind: Kind) => kind.dispersion * kind.perDay * this.shares[this.kinds.indexOf(kind)][u];
        a += square(mine.reduce((sum, kind) => sum + share(kind), 0));
        for (let h = 0; h < HOURS; h++) {
          c += square(mine.reduce((sum, kind) => sum + share(kind) * kind.hours[h], 0));
          d += square(mine.reduce((sum, kind) => sum + kind.dispersion * share(kind) * kind.hours[h], 0));
        }
      }
    });
    if (total === 0) return { day: 0, hour: 0 };
    const day = a > c ? Math.max(0, ((wanted.daily - wanted.hourly) * total) / (a - c)) : 0;
    const hour = b > 0 ? Math.max(0, ((wanted.hourly - 1) * total - day * c) / (b + day * d)) : 0;
    return { day, hour };
  }

  beginDay(day: number): void {
    this.day = day;
    if (this.hourFactor === undefined) return;
    this.classes.forEach((name, cls) => {
      const id = nameId(name);
      for (let h = 0; h < HOURS; h++) {
        const u = this.draws.uniform(PURPOSE.hourFactor, id, day * HOURS + h, 0);
        this.hourFactors[cls * HOURS + h] = this.hourFactor?.sample(u) ?? 1;
      }
    });
  }

  /** How many incidents of this kind the unit gets on the day begun; their hours' weights stand in `hours`. */
  count(kind: number, unit: number): number {
    const { perDay, hours, weekdays, id, dispersion } = this.kinds[kind];
    const expected = perDay * this.shares[kind][unit];
    if (expected === 0) return 0;
    const cls = this.classOf[kind];
    let sum = 0;
    for (let h = 0; h < HOURS; h++) {
      sum += hours[h] * (1 + dispersion * (this.hourFactors[cls * HOURS + h] - 1)) * this.surgeFactor(kind, unit, h);
      this.hours[h] = sum;
    }
    let mean = expected * weekdays[(this.firstWeekday - 1 + this.day) % 7] * sum;
    if (this.dayFactor !== undefined) {
      const key = unit * 65_536 + this.day;
      const ofClass = this.dayFactor.sample(this.draws.uniform(PURPOSE.dayFactor, nameId(this.classes[cls]), key, 0));
      mean *= 1 + dispersion * (ofClass - 1);
    }
    return poissonCount(this.draws, PURPOSE.count, id * 65_536 + unit, this.day, mean);
  }

  private surgeFactor(kind: number, unit: number, hour: number): number {
    let factor = 1;
    for (const surge of this.surges) {
      const at = this.day * HOURS + hour;
      if (at >= surge.from && at < surge.to && surge.units[unit] === 1) factor *= surge.factors[kind];
    }
    return factor;
  }
}

/** Shares of the units: the kind's own weights, where the driver gives the unit any place at all, or else the driver's. */
function unitShares(scenario: Scenario, city: City, places: Places, { name, driver }: Kind): Float64Array {
  const own = scenario.incidents.kinds[name].units;
  const shares = Float64Array.from(city.units, (_, unit) => places.share(driver, unit));
  if (own === undefined) return shares;
  const weights = shares.map((share, unit) => (share > 0 ? (own[city.units[unit].id] ?? 0) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? weights.map((weight) => weight / total) : shares;
}

function square(x: number): number {
  return x * x;
}

function factor(variance: number): Sampler | undefined {
  return variance > 0 ? compileDuration({ dist: 'gamma', mean: 1, shape: 1 / variance }) : undefined;
}

interface CompiledSurge {
  /** Hours since the scenario's start. */
  readonly from: number;
  readonly to: number;
  readonly units: Uint8Array;
  readonly factors: Float64Array;
}

/** A surge's own time counts from the start of the measured window, so that a longer warm-up does not move it. */
function compileSurge(surge: Surge, scenario: Scenario, city: City, kinds: readonly Kind[]): CompiledSurge {
  const from = (scenario.horizon.warmupDays + surge.from.day) * HOURS + surge.from.hour;
  return {
    from,
    to: from + surge.hours,
    units: Uint8Array.from(city.units, (unit) => (surge.units === undefined || surge.units.includes(unit.id) ? 1 : 0)),
    factors: Float64Array.from(kinds, (kind) => surge.factors[kind.name] ?? surge.factors[kind.className] ?? 1),
  };
}
