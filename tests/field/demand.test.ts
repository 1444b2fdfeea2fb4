import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { Demand } from '../../src/field/incidents/demand.ts';
import { compileKinds } from '../../src/field/incidents/kinds.ts';
import { Places } from '../../src/field/incidents/places.ts';
import { Draws } from '../../src/kernel/random.ts';
import { meanInterval } from '../../src/kernel/statistics.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { kind, setting } from '../port/setting.ts';

const CITY = tinyCity({ units: 3, townshipsPerUnit: 1 });
const DAYS = 3000;

/** Three classes of two kinds each, about 600 a day. */
function scenario(change: (scenario: Scenario) => void = () => {}): Scenario {
  return setting((s) => {
    for (let i = 0; i < 6; i++) {
      s.incidents.kinds[`kind${i}`] = kind({ perDay: 50 + 20 * i, class: `class${i % 3}` });
    }
    change(s);
  });
}

interface DayCounts {
  /** By kind, by unit. */
  readonly counts: number[][];
  /** Expected share of the day in each hour, kind 0 in unit 0. */
  readonly hours: number[];
}

function* days(of: Scenario, number = DAYS): Generator<DayCounts> {
  const kinds = compileKinds(of);
  const demand = new Demand(of, CITY, new Places(CITY), kinds, new Draws(of.seed, 0), 1);
  for (let day = 0; day < number; day++) {
    demand.beginDay(day);
    const counts = kinds.map((_, k) => CITY.units.map((_, u) => demand.count(k, u)));
    demand.count(0, 0);
    const total = demand.hours[23];
    yield { counts, hours: Array.from(demand.hours, (sum, h) => (sum - (h === 0 ? 0 : demand.hours[h - 1])) / total) };
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const dispersion = (values: readonly number[]) => {
  const m = mean(values);
  return mean(values.map((value) => (value - m) ** 2)) / m;
};
const cityTotals = (of: Scenario) => [...days(of)].map(({ counts }) => sum(counts.flat()));

describe('demand', () => {
  it('has the mean that the kinds’ rates add up to, shared over the units', () => {
    const all = [...days(scenario())];
    for (let k = 0; k < 6; k++) {
      for (let u = 0; u < 3; u++) {
        const expected = (50 + 20 * k) / 3;
        const error = Math.abs(mean(all.map(({ counts }) => counts[k][u])) - expected);
        expect(error).toBeLessThan(4 * Math.sqrt(expected / DAYS));
      }
    }
  });

  it.each([
    [1, 1],
    [1.8, 1.3],
    [3, 1.1],
  ])('varies in the whole city from day to day with variance over mean %d', (daily, hourly) => {
    const totals = cityTotals(
      scenario((s) => {
        s.incidents.dispersion = { daily, hourly };
      }),
    );
    // The standard error of a variance over 3,000 days is about 2.6 %.
    expect(dispersion(totals) / daily).toBeGreaterThan(0.9);
    expect(dispersion(totals) / daily).toBeLessThan(1.1);
    expect(Math.abs(mean(totals) - 600)).toBeLessThan(4 * Math.sqrt((600 * daily) / DAYS));
  });

  it.each([
    [1, 1],
    [1.8, 1.3],
    [3, 1.1],
  ])('varies from hour to hour too: variance over mean %d a day, %d an hour', (daily, hourly) => {
    const oneClass = scenario((s) => {
      s.incidents.dispersion = { daily, hourly };
      for (const one of Object.values(s.incidents.kinds)) one.class = 'one';
    });
    // Kinds of one class share their hours: given the day's total, an hour's count is binomial around its share.
    const perDay = [...days(oneClass)].map(({ counts, hours }) => {
      const total = sum(counts.flat());
      return mean(hours.map((share) => ((total * share - 25) ** 2 + total * share * (1 - share)) / 25));
    });
    const { value, high } = meanInterval(perDay);
    expect(Math.abs(value - hourly)).toBeLessThan(2 * ((high ?? Number.NaN) - value));
  });

  it('varies by pure chance in a kind that goes along with nothing, and wholly in one that says nothing', () => {
    const of = scenario((s) => {
      s.incidents.dispersion = { daily: 3, hourly: 1.1 };
      s.incidents.kinds.kind0.dispersion = 0;
      s.incidents.kinds.kind3.dispersion = 1;
    });
    const all = [...days(of)];
    const totals = (k: number) => all.map(({ counts }) => sum(counts[k]));
    // The standard error of a variance over mean of 3,000 days is 2.6 % of it.
    expect(Math.abs(dispersion(totals(0)) - 1)).toBeLessThan(0.1);
    expect(dispersion(totals(3))).toBeGreaterThan(1.3);
    expect(Math.abs(dispersion(all.map(({ counts }) => sum(counts.flat()))) / 3 - 1)).toBeLessThan(0.1);
    const told = scenario((s) => {
      for (const one of Object.values(s.incidents.kinds)) one.dispersion = 1;
    });
    expect([...days(told, 30)]).toEqual([...days(scenario(), 30)]);
  });

  it('gives the units the weights that a kind has of its own', () => {
    const [first, second] = CITY.units;
    const weighted = scenario((s) => {
      s.incidents.kinds.kind0.units = { [first.id]: 1, [second.id]: 3 };
    });
    const all = [...days(weighted)];
    const means = [0, 1, 2].map((u) => mean(all.map(({ counts }) => counts[0][u])));
    // 50 a day over 3,000 days: standard errors of 0.1.
    expect(Math.abs(means[0] - 12.5)).toBeLessThan(0.4);
    expect(Math.abs(means[1] - 37.5)).toBeLessThan(0.6);
    expect(means[2]).toBe(0);
  });

  it('follows the weekday', () => {
    const weekly = scenario((s) => {
      s.incidents.weekdayProfiles.even = [2, 1, 1, 1, 1, 1, 0];
    });
    const totals = cityTotals(weekly);
    const byWeekday = Array.from({ length: 7 }, (_, d) => mean(totals.filter((_, day) => day % 7 === d)));
    byWeekday.forEach((value, d) => {
      const expected = 600 * (d === 0 ? 2 : d === 6 ? 0 : 1);
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected / (DAYS / 7)));
    });
  });

  it('follows the hours of the kind', () => {
    const atNight = scenario((s) => {
      s.incidents.hourProfiles.even = Array.from({ length: 24 }, (_, h) => (h < 6 ? 3 : 1));
    });
    const [{ hours }] = days(atNight, 1);
    hours.forEach((share, h) => {
      expect(share).toBeCloseTo((h < 6 ? 3 : 1) / 36, 9);
    });
  });

  it('is multiplied by a surge in its window, for its kinds or classes and in its units', () => {
    const of = scenario((s) => {
      s.horizon.warmupDays = 2;
      const surge = {
        name: { en: 'Storm', zh: '暴雨' },
        from: { day: 1, hour: 12 },
        hours: 24,
        units: [CITY.units[1].id],
      };
      s.incidents.surges = [{ ...surge, factors: { class0: 10, kind3: 1 } }];
      for (const one of Object.values(s.incidents.kinds)) one.perDay *= 100;
    });
    // The window is days 3 from noon and 4 until noon: half of each at ten times the rate.
    [...days(of, 6)].forEach(({ counts }, day) => {
      counts.forEach((units, k) => {
        units.forEach((count, u) => {
          const surges = (day === 3 || day === 4) && k === 0 && u === 1;
          const expected = ((50 + 20 * k) / 3) * 100 * (surges ? 5.5 : 1);
          expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected));
        });
      });
    });
  });

  it('puts nothing where its driver has nothing', () => {
    const of = scenario((s) => {
      for (const one of Object.values(s.incidents.kinds)) one.driver = 'visitors';
    });
    expect(sum(cityTotals(of))).toBe(0);
  });
});
