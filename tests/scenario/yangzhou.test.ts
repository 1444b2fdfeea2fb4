import { beforeAll, describe, expect, test } from 'vitest';
import { weekdayOf } from '../../src/scenario/calendar.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { IncidentKind, Scenario } from '../../src/scenario/schema.ts';
import { CHANNELS, DRIVERS, LEVELS } from '../../src/scenario/terms.ts';
import { STORM, YANGZHOU } from './scratch.ts';

let scenario: Scenario;
let storm: Scenario;
let kinds: IncidentKind[];
beforeAll(async () => {
  [{ scenario }, { scenario: storm }] = await Promise.all([loadScenario(YANGZHOU), loadScenario(STORM)]);
  kinds = Object.values(scenario.incidents.kinds);
});

describe('the default scenario', () => {
  test('measures the week of the article, Monday to Sunday', () => {
    const { start, warmupDays, days } = scenario.horizon;
    expect(weekdayOf(start, 0)).toBe(1);
    const first = Date.parse(`${start}T00:00:00Z`) + warmupDays * 86_400_000;
    expect(new Date(first).toISOString().slice(0, 10)).toBe('2022-09-05');
    expect(days).toBe(7);
  });

  test('keeps the rule of the article: two patrols and two hours a day', () => {
    const { roundsPerDay, roundMinutes } = scenario.patrol;
    expect(roundsPerDay).toBe(2);
    expect(roundsPerDay * roundMinutes).toBeGreaterThanOrEqual(120);
  });

  test('has 40 to 60 kinds, over all channels and drivers but visitors at most', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(40);
    expect(kinds.length).toBeLessThanOrEqual(60);
    expect(new Set(kinds.map(({ channel }) => channel))).toEqual(new Set(CHANNELS));
    expect(new Set(kinds.map(({ driver }) => driver))).toEqual(new Set(DRIVERS));
    expect(new Set(kinds.map(({ object }) => object)).size).toBe(2);
  });

  test('hotline and police hear of incidents from residents alone; public reports are verified in the urban channel', () => {
    for (const { channel, found, verify } of kinds) {
      if (channel === 'hotline' || channel === 'police')
        expect(found.patrol + found.liaison.share + found.sensor.share).toBe(0);
      expect(verify).toBe(channel === 'urban');
    }
  });

  test('every incident ends some day, seen or unseen, even without patrols', () => {
    for (const { found } of kinds) expect(found.self.share).toBe(1);
  });

  test('most is settled near where it happens, little at the city', () => {
    const total = kinds.reduce((sum, { perDay }) => sum + perDay, 0);
    const share = (level: (typeof LEVELS)[number]) =>
      kinds.reduce((sum, { perDay, settle }) => sum + perDay * (settle[LEVELS.indexOf(level)] ?? 0), 0) / total;
    expect(share('grid') + share('community')).toBeGreaterThan(0.7);
    expect(share('grid') + share('community')).toBeLessThan(0.85);
    expect(share('city')).toBeLessThan(0.015);
  });
});

describe('the storm', () => {
  test('multiplies what rain brings within the measured days, and only that', () => {
    const surged = storm.incidents.surges.flatMap(({ factors }) => Object.keys(factors));
    expect(surged).toContain('roadFlooding');
    expect(surged).not.toContain('careVisit');
  });

  test('brings the hotline two to six times the incidents of an ordinary day, as storms elsewhere did', () => {
    const [rain] = storm.incidents.surges;
    const hotline = Object.entries(storm.incidents.kinds).filter(([, kind]) => kind.channel === 'hotline');
    const weigh = (factorOf: (id: string) => number) =>
      hotline.reduce((sum, [id, { perDay }]) => sum + perDay * factorOf(id), 0);
    const ratio = weigh((id) => rain?.factors[id] ?? 1) / weigh(() => 1);
    expect(ratio).toBeGreaterThan(2);
    expect(ratio).toBeLessThan(6);
  });
});
