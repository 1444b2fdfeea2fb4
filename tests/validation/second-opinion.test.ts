import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { secondOpinionOutput, secondOpinionOutputSchema } from '../../src/report/second-opinion/output.ts';
import { ALWAYS, blankScenario, NOTHING, stream } from '../../src/validation/blank.ts';
import { ENGINE } from '../../src/validation/engine.ts';
import { LARSON_ATOMS, LARSON_WORKLOADS } from '../../src/validation/experiments/spatial.ts';
import { erlangC } from '../../src/validation/theory/queues.ts';
import type { TownshipRecord } from '../../src/validation/township/demand.ts';
import { recordTownship } from '../../src/validation/township/record.ts';
import { secondOpinion } from '../../src/validation/township/second-opinion.ts';
import { allEngaged } from '../../src/validation/township/simulated.ts';
import { played, solved } from '../../src/validation/township/solve.ts';
import { Workplace } from '../cli/gridbeat.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the hypercube and the engine that plays it', () => {
  test("agree on Larson's worked example", async () => {
    const queue = { servers: 3, serviceRate: 1, atoms: LARSON_ATOMS };
    const parts = await played(queue, 4, 10_000, { seed: 'a known case', piece: 0, engine: ENGINE });
    const { workloads, dispatches } = solved(queue);
    workloads.forEach((workload, j) => {
      expect(workload).toBeCloseTo(LARSON_WORKLOADS[j], 4);
      expect(Math.abs(mean(parts.map((part) => part.workloads[j])) - workload)).toBeLessThan(0.02);
    });
    dispatches.forEach((row, atom) => {
      row.forEach((share, j) => {
        expect(Math.abs(mean(parts.map((part) => part.dispatches[atom][j])) - share)).toBeLessThan(0.01);
      });
    });
  });

  test('agree beyond twelve crews, where the approximation takes over', async () => {
    const servers = 14;
    const atoms = Array.from({ length: servers }, (_, atom) => ({
      rate: atom < 3 ? 1.2 : 0.4,
      preference: Array.from({ length: servers }, (_, k) => (atom + k) % servers),
    }));
    const queue = { servers, serviceRate: 1, atoms };
    const parts = await played(queue, 4, 8000, { seed: 'many crews', piece: 0, engine: ENGINE });
    solved(queue).workloads.forEach((workload, j) => {
      expect(Math.abs(mean(parts.map((part) => part.workloads[j])) - workload)).toBeLessThan(0.04);
    });
  });
});

/** Staff of one community who do nothing but what comes at random, with exponential work and no way to go. */
async function degenerate(staff: number, load: number): Promise<TownshipRecord[]> {
  const { scenario, city } = degenerateTownship(staff, load);
  return Promise.all([0, 1, 2, 3].map((replication) => recordTownship(scenario, city, 0, replication)));
}

function degenerateTownship(staff: number, load: number) {
  const city = tinyCity({ units: 1, townshipsPerUnit: 1, communitiesPerTownship: 1 });
  const perDay = 400;
  const scenario = blankScenario('degenerate', (blank) => {
    blank.horizon = { ...blank.horizon, warmupDays: 1, days: 15, replications: 4 };
    blank.centres.enabled = false;
    blank.staffing.communityStaff = {
      perCommunity: staff,
      duty: [ALWAYS],
      mobility: 'walk',
      acceptMinutes: NOTHING,
      costPerHour: 0,
    };
    blank.incidents.kinds.stream = stream(perDay, {
      effortMinutes: { dist: 'exponential', mean: (load * 1440) / perDay },
    });
  });
  return { city, scenario };
}

describe('a degenerate township', () => {
  test('is M/M/c, and all three opinions say so', async () => {
    const { scenario, city } = degenerateTownship(5, 4);
    const opinion = await secondOpinion(scenario, city, 0, await degenerate(5, 4));
    const load = (opinion.demand.communities[0]?.rate ?? 0) * opinion.demand.service;
    expect(Math.abs(load - 4)).toBeLessThan(0.1);
    expect(opinion.hypercube.township.workload).toBeCloseTo(load / 5, 8);
    expect(opinion.hypercube.township.allBusy).toBeCloseTo(erlangC(5, load), 8);
    for (const { township } of [opinion.engine, opinion.scenario]) {
      expect(township.allBusy.low).toBeLessThan(erlangC(5, load));
      expect(township.allBusy.high).toBeGreaterThan(erlangC(5, load));
    }
    expect(opinion.hypercube.township.travel).toBe(0);
    expect(opinion.scenario.township.outside.value).toBe(1);
    expect(Math.abs(opinion.facts.serviceScv - 1)).toBeLessThan(0.1);
    // Orders that wait for a crew come more evenly than what they are for.
    expect(opinion.facts.burstiness).toBeGreaterThan(0.8);
    expect(opinion.facts.burstiness).toBeLessThan(1.05);
    secondOpinionOutputSchema.parse(secondOpinionOutput(opinion, scenario, city));
  });

  test('with more calls than the crews can serve is told to be overloaded', async () => {
    const { scenario, city } = degenerateTownship(2, 2.5);
    const opinion = await secondOpinion(scenario, city, 0, await degenerate(2, 2.5));
    expect(opinion.scenario.township.allBusy.value).toBeGreaterThan(0.98);
    expect(opinion.hypercube.township.allBusy).toBeGreaterThan(0.9);
  });
});

test('the time with all engaged is that counted second by second', () => {
  const spell = fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);
  fc.assert(
    fc.property(fc.array(fc.array(spell, { maxLength: 4 }), { minLength: 1, maxLength: 3 }), (lists) => {
      // Spells of one crew do not overlap.
      const apart = lists.map((list) =>
        [...list]
          .sort(([a], [b]) => a - b)
          .filter(([from], i, all) => i === 0 || from >= Math.max(...all.slice(0, i).map(([, to]) => to))),
      );
      const spells = new Map(apart.map((list, crew) => [crew, list]));
      const onDuty = apart.map((_, crew) => ({ crew, key: String(crew), community: 0, grid: -1, ordinal: crew }));
      const seconds = Array.from({ length: 30 }, (_, at) => at + 10).filter((at) =>
        apart.every((list) => list.some(([from, to]) => at >= from && at < to)),
      ).length;
      expect(allEngaged(spells, { from: 10, to: 40, onDuty })).toBe(seconds);
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe('gridbeat validate --township', () => {
  const workplace = new Workplace();
  afterAll(() => workplace.remove());
  const opinion = ['validate', 'lanwan', '--township', '望潮', '--replications', '2', '--warmup', '2'];

  test('gives its opinion as JSON by its schema, the same on any number of threads', async () => {
    const [one, two] = await Promise.all(
      ['1', '2'].map((threads) => workplace.gridbeat([...opinion, '--json', '--threads', threads])),
    );
    expect([one?.code, one?.stderr]).toEqual([0, '']);
    expect(two?.stdout).toBe(one?.stdout);
    const output = secondOpinionOutputSchema.parse(JSON.parse(one?.stdout ?? ''));
    expect(output.township).toMatchObject({ code: 'LW11', name: '望潮街道' });
    expect(output.communities).toHaveLength(4);
    expect(output.crews).toHaveLength(24);
    const { hypercube, scenario } = output.figures.workload;
    expect(hypercube).toBeCloseTo(scenario.value ?? 0, 2);
  });

  test('shows it to people in their language, within 80 columns, and writes a report', async () => {
    const { code, stdout } = await workplace.gridbeat([...opinion, '--lang', 'zh', '--report', 'opinion.html']);
    expect(code).toBe(0);
    expect(stdout).toContain('对望潮街道的第二意见');
    expect(stdout).toContain('完整情景');
    expect(Math.max(...stdout.split('\n').map((line) => width(line)))).toBeLessThanOrEqual(80);
  });

  test('says what is wrong with a township, and with options that need one', async () => {
    const unknown = await workplace.gridbeat(['validate', 'lanwan', '--township', '望湖街道']);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('望潮街道');
    const without = await workplace.gridbeat(['validate', 'lanwan', '--days', '3']);
    expect(without.code).toBe(2);
    expect(without.stderr).toMatch(/SCENARIO.*\n.*--days/);
    const idle = await workplace.gridbeat([...opinion, '--set', 'incidents.scale=0']);
    expect(idle).toMatchObject({ code: 2, stdout: '' });
  });
});

/** Cells of a terminal: those of Chinese are twice as wide. */
function width(line: string): number {
  return [...line].reduce((sum, letter) => sum + (/[\u1100-\u{3fffd}]/u.test(letter) && letter > '\u2e7f' ? 2 : 1), 0);
}
