import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Workplace } from '../../cli/gridbeat.ts';
import { serve } from '../served.ts';
import { Ledger } from './ledger.ts';
import { faultsSaid, judgedAgain, loaded, OF_CREWS } from './loaded.ts';
import { little, SHAPES, type Shape, TOWN } from './town.ts';

const SEEDS = 20;
const RATE = 0.001;
const CHANCES = 10_000;
/** So many seeds' histories are judged a second time, from the file. */
const JUDGED_AGAIN = 3;

interface Named {
  readonly shape: Shape;
  /** One of these invariants must be broken. */
  readonly names: readonly string[];
  /** What may be broken besides, as a consequence. */
  readonly besides?: readonly string[];
  readonly more?: readonly string[];
}
const NAMED: Readonly<Record<string, Named>> = {
  lose: { shape: 'reports', names: ['lost'] },
  reorder: { shape: 'reports', names: ['streamOrder'] },
  illegalStatus: { shape: 'reports', names: ['statusOrder'] },
  stale: { shape: 'reads', names: ['monotonicReads'], besides: ['listsAgree'] },
  // Crews are sent to both incidents of a report, and what they do at one may be told of the other.
  duplicate: { shape: 'retries', names: ['duplicate'], besides: OF_CREWS, more: ['--fault', 'slow:0.75'] },
  // The second crew is thought to be free, and sent elsewhere.
  twice: { shape: 'orders', names: ['crewsNeeded'], besides: OF_CREWS },
  // Before the crew has said that it is at work it was sent to two jobs; afterwards it is busy.
  busy: { shape: 'orders', names: ['oneJob', 'busyOrOffDuty'], besides: OF_CREWS },
  offDuty: { shape: 'orders', names: ['busyOrOffDuty'], besides: OF_CREWS },
};
/** What is slow or fails is no violation, but seen in latencies and errors. */
const HARMLESS = ['stall', '5xx', 'slow'] as const;

const place = new Workplace();
const ledger = new Ledger('faults');
afterAll(() => place.remove());

const seeds = Array.from({ length: SEEDS }, (_, seed) => seed + 1);

describe.each(seeds)('seed %i', (seed) => {
  test.each(Object.entries(NAMED))('%s is found and named', async (kind, { shape, names, besides = [], more = [] }) => {
    const run = `${kind} ${seed}`;
    if (ledger.factsOf(run) !== undefined) return;
    const faults = ['--fault', `${kind}:${RATE}`, '--fault-seed', `soak-${seed}`, ...more];
    const served = await serve(['--scenario', TOWN, ...faults]);
    const began = performance.now();
    try {
      const result = await loaded(place, served.url, TOWN, [...SHAPES[shape], '--seed', `soak-${seed}`]);
      await served.end('SIGTERM');
      const { made, chances } = faultsSaid(served.said, kind);
      expect(chances).toBeGreaterThanOrEqual(CHANCES);
      expect(result.broken.some((name) => names.includes(name))).toBe(true);
      expect(result.broken.filter((name) => ![...names, ...besides].includes(name))).toEqual([]);
      expect(result.code).toBe(3);
      if (seed <= JUDGED_AGAIN) expect(await judgedAgain(place, result)).toEqual(result.invariants);
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      const found = result.invariants.filter(({ violations }) => violations > 0);
      const violations = Object.fromEntries(found.map((one) => [one.name, one.violations]));
      ledger.add(run, { chances, made, violations, seconds });
      rmSync(dirname(result.history), { recursive: true });
    } finally {
      await served.stop();
    }
  });

  test.each(HARMLESS)('%s is no violation, but seen', async (kind) => {
    const run = `${kind} ${seed}`;
    if (ledger.factsOf(run) !== undefined) return;
    const rate = kind === 'stall' ? 0.005 : 0.05;
    const served = await serve(['--scenario', TOWN, '--fault', `${kind}:${rate}`, '--fault-seed', `soak-${seed}`]);
    try {
      const args = [...little({ timeout: 3 }), '--seed', `soak-${seed}`];
      const result = await loaded(place, served.url, TOWN, args);
      expect(result.broken).toEqual([]);
      const { report } = result.operations;
      if (kind === 'slow') expect(report.service.p99).toBeGreaterThan(0.99);
      else expect(report.errors[kind === 'stall' ? 'timeout' : 'status5xx']).toBeGreaterThan(0);
      await served.end('SIGTERM');
      ledger.add(run, { ...faultsSaid(served.said, kind), errors: report.errors, p99: report.service.p99 });
      rmSync(dirname(result.history), { recursive: true });
    } finally {
      await served.stop();
    }
  });
});
