import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import type { City } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import type { Observer } from '../../src/field/observer.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend } from '../../src/port/backend.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { contractScenario } from '../port/contract.ts';
import { DAY, kind, MINUTE, setting, team } from '../port/setting.ts';
import { anyCase } from './random-scenarios.ts';
import { Stubborn } from './stubborn.ts';

const CITY = tinyCity({ units: 2 });

/** Writes down everything an observer is told. */
function stream(): { observer: Observer; told: unknown[][] } {
  const told: unknown[][] = [];
  const observer = Object.fromEntries(
    Object.keys(SILENT).map((name) => [name, (...what: unknown[]) => told.push([name, ...what])]),
  ) as unknown as Observer;
  return { observer, told };
}

interface Run {
  readonly hash: string;
  readonly told: unknown[][];
}

/** Runs to `until`, stopping at each of `stops`; at those for which `fresh` says so, goes on in a new field. */
async function run(
  scenario: Scenario,
  city: City,
  until: number,
  stops: readonly number[] = [],
  fresh = false,
  backend: Backend = new EmbeddedBackend(scenario, 0),
): Promise<Run> {
  const { observer, told } = stream();
  const make = () => new Field(scenario, city, 0, observer, backend.capabilities.notices);
  let field = make();
  await backend.start(
    city,
    field.roster,
    { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY },
    () => {},
  );
  let driver = new VirtualDriver(field, backend);
  for (const stop of [...stops].sort((a, b) => a - b)) {
    await driver.runUntil(stop);
    if (!fresh) continue;
    const state = structuredClone(field.snapshot());
    field = make();
    field.restore(state);
    driver = new VirtualDriver(field, backend);
  }
  await driver.runUntil(until);
  return { hash: field.hash(), told };
}

const stops = (until: number) =>
  fc.array(fc.oneof(fc.double({ min: 0, max: until, noNaN: true }), fc.integer({ min: 0, max: until })), {
    maxLength: 12,
  });

describe('the same scenario and seed give the same bytes', () => {
  it('however time is sliced', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, stops(3 * DAY), async ({ scenario, city }, slices) => {
        const whole = await run(scenario, city, 3 * DAY);
        const sliced = await run(scenario, city, 3 * DAY, slices);
        expect(sliced.hash).toBe(whole.hash);
        expect(sliced.told).toEqual(whole.told);
      }),
      { numRuns: 25 },
    );
  });

  it('through a snapshot into a fresh field, anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, stops(3 * DAY), async ({ scenario, city }, slices) => {
        const whole = await run(scenario, city, 3 * DAY);
        const restored = await run(scenario, city, 3 * DAY, slices, true);
        expect(restored.hash).toBe(whole.hash);
        expect(restored.told).toEqual(whole.told);
      }),
      { numRuns: 15 },
    );
  });

  it('also when the backend gives orders that are refused, and answers the refusals', async () => {
    const scenario = setting((s) => {
      s.staffing.teams.townTeam = team({ number: 2 });
      s.incidents.kinds.matter = kind({ perDay: 30 });
    });
    const everyMinute = Array.from({ length: (2 * DAY) / MINUTE }, (_, i) => i * MINUTE);
    const whole = await run(scenario, CITY, 2 * DAY, [], false, new Stubborn());
    const sliced = await run(scenario, CITY, 2 * DAY, everyMinute, false, new Stubborn());
    expect(sliced.hash).toBe(whole.hash);
    expect(sliced.told).toEqual(whole.told);
  });

  it('and another seed others', async () => {
    const seeded = async (seed: string) => {
      const scenario = contractScenario();
      scenario.seed = seed;
      return (await run(scenario, CITY, DAY)).hash;
    };
    const hashes = await Promise.all(['a', 'b', 'c', 'a'].map(seeded));
    expect(new Set(hashes).size).toBe(3);
    expect(hashes[3]).toBe(hashes[0]);
  });

  it('and another replication others', async () => {
    const scenario = contractScenario();
    const hash = (replication: number) => {
      const field = new Field(scenario, CITY, replication, SILENT, []);
      field.advance(DAY);
      return field.hash();
    };
    expect(hash(1)).not.toBe(hash(0));
  });
});

/** Identity, place, time and nature of all that occurs in so many days, however it ends; nobody governs. */
function incidents(scenario: Scenario, days: number, city = CITY): Map<string, string> {
  const natures = new Map<string, string>();
  const observer: Observer = {
    ...SILENT,
    occurred(slot, now) {
      const { kind, unit, day, ordinal, micro, x, y, severity, level, crews } = field.world.incidents;
      const name = field.world.kinds[kind[slot]].name;
      const nature = [now, micro[slot], x[slot], y[slot], severity[slot], level[slot], crews[slot]];
      natures.set([name, unit[slot], day[slot], ordinal[slot]].join('/'), nature.join('/'));
    },
  };
  const field = new Field(scenario, city, 0, observer, []);
  while (field.now < days * DAY) {
    field.advance(days * DAY);
    field.takeNotices();
  }
  return natures;
}

describe('common random numbers: what is not touched stays', () => {
  it('a changed rate of one kind leaves all incidents of the others alone', () => {
    const base = contractScenario();
    const changed = contractScenario();
    changed.incidents.kinds.plain.perDay *= 3;
    changed.incidents.kinds.plain.severity = [0, 0, 0, 1];
    const before = incidents(base, 3);
    const after = incidents(changed, 3);
    const others = (all: Map<string, string>) => [...all].filter(([identity]) => !identity.startsWith('plain/')).sort();
    expect(others(before).length).toBeGreaterThan(100);
    expect(others(after)).toEqual(others(before));
    expect(after.size - before.size).toBeGreaterThan(100);
  });

  it('so does a new kind, wherever it stands in the file', () => {
    const changed = contractScenario();
    changed.incidents.kinds = { another: kind({ perDay: 50 }), ...changed.incidents.kinds };
    const after = [...incidents(changed, 3)].filter(([identity]) => !identity.startsWith('another/'));
    expect(after.sort()).toEqual([...incidents(contractScenario(), 3)].sort());
  });

  it('a higher rate keeps every incident of a lower one', () => {
    const changed = contractScenario();
    changed.incidents.scale = 2;
    const after = incidents(changed, 3);
    const kept = [...incidents(contractScenario(), 3).keys()].filter((identity) => after.has(identity));
    expect(kept.length).toBe(incidents(contractScenario(), 3).size);
  });

  it('more workers, liaisons and teams leave all incidents alone', () => {
    const changed = contractScenario();
    changed.staffing.gridWorkers.perGrid = 3;
    changed.staffing.liaisons.perMicroGrid = 2;
    changed.staffing.teams.newTeam = team({ number: 5 });
    changed.sensing.coverage = 0.5;
    expect([...incidents(changed, 3)].sort()).toEqual([...incidents(contractScenario(), 3)].sort());
  });

  it('a longer run starts with the same first days', async () => {
    const scenario = contractScenario();
    const short = await run(scenario, CITY, DAY);
    const long = await run(scenario, CITY, 3 * DAY);
    expect(long.told.slice(0, short.told.length)).toEqual(short.told);
    expect(long.told.length).toBeGreaterThan(short.told.length);
  });
});

it('crews that are about to turn to something else are part of the state', async () => {
  const scenario = contractScenario();
  const backend = new EmbeddedBackend(scenario, 0);
  const make = () => new Field(scenario, CITY, 0, SILENT, backend.capabilities.notices);
  const field = make();
  await backend.start(CITY, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  let wake = 0;
  let seen = 0;
  while (seen < 20 && field.now < 5 * DAY) {
    field.advance(Math.min(wake, 5 * DAY));
    const copy = make();
    const isTurning = field.world.turning.length > 0;
    if (isTurning) {
      seen++;
      const hash = field.hash();
      copy.restore(structuredClone(field.snapshot()));
      expect(copy.hash()).toBe(hash);
      const crew = copy.world.turning.pop();
      expect(copy.hash()).not.toBe(hash);
      copy.world.turning.push(crew ?? -1);
      copy.takeNotices();
    }
    const answer = backend.exchange(field.takeNotices(), field.now);
    field.apply(answer.orders);
    if (isTurning) {
      copy.apply(answer.orders);
      const next = field.now + MINUTE;
      field.advance(next);
      copy.advance(next);
      expect(copy.hash()).toBe(field.hash());
    }
    wake = answer.wake ?? Number.POSITIVE_INFINITY;
  }
  expect(seen).toBe(20);
});
