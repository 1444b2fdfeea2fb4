import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HistoryRecord } from '../../../src/load/history/record.ts';
import { proofOf } from '../../../src/load/invariants/evidence.ts';
import { TIMES } from '../../runs.ts';
import { brokenBy, judgeAll, judged } from './judged.ts';
import type { Fault } from './wire.ts';

const setting = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000_000 }),
  reports: fc.integer({ min: 1, max: 60 }),
  crews: fc.integer({ min: 2, max: 10 }),
  timeouts: fc.constantFrom(0, 0.05, 0.2, 0.4),
  delay: fc.constantFrom(0.1, 1, 5, 40),
  stalls: fc.constantFrom(0, 0.05, 0.2),
});

test('a correct server is never blamed, whatever delays, timeouts, retries and stalls do', () => {
  fc.assert(
    fc.property(setting, (random) => {
      expect(judged(random).broken).toEqual([]);
    }),
    { numRuns: 250 * TIMES, seed: 4 },
  );
});

/** What each fault must be named as. */
const NAMES: readonly (readonly [Fault, readonly string[]])[] = [
  ['lose', ['lost']],
  ['field', ['lost']],
  ['phantom', ['phantom']],
  ['duplicate', ['duplicate']],
  ['twice', ['crewsNeeded']],
  ['offDuty', ['busyOrOffDuty']],
  ['illegal', ['statusOrder']],
  ['stale', ['monotonicReads']],
  ['unread', ['readYourWrites']],
  ['reorder', ['streamOrder']],
  ['list', ['listsAgree']],
  ['account', ['accounting']],
];

test('simulated time passes at the speed that was set last', () => {
  const { town } = judged({ seed: 5, reports: 60, crews: 4, timeouts: 0, delay: 3, stalls: 0 });
  const records = town.records.filter((record) => record.t !== 'phase');
  const middle = Math.floor(records.length / 2);
  const { at } = records[middle] as { at: number };
  const changed = (...speeds: readonly (readonly [number, number])[]) => {
    const later = records.slice(middle);
    for (const [after, speed] of speeds) {
      const place = later.findIndex((record) => Number(record.at) >= at + after);
      later.splice(place, 0, { t: 'speed', at: at + after, simulated: 9000, speed });
    }
    return judgeAll([...records.slice(0, middle), { t: 'phase', at, phase: 'drain' }, ...later]);
  };
  const { seconds = null, simulatedSeconds } = changed().drained ?? {};
  if (seconds === null) throw new Error('it has not drained');
  expect(seconds).toBeGreaterThan(0);
  const { speed } = records[0] as { speed: number };
  expect(simulatedSeconds).toBeCloseTo(seconds * speed, 6);
  expect(changed([0, 0]).drained).toEqual({ left: 0, seconds, simulatedSeconds: 0 });
  expect(brokenBy(changed([0, 0]))).toEqual([]);
  // Both changes say that it is then 9000: what counts is the second half at ten times.
  const twice = changed([0, 0], [500 * seconds, 10]).drained?.simulatedSeconds;
  expect(twice).toBeCloseTo(5 * seconds, 6);
});

describe('each fault is named, and nothing else', () => {
  test.each(NAMES)('%s', (fault, names) => {
    for (let seed = 1; seed <= 20; seed++) {
      const timeouts = fault === 'duplicate' ? 0.5 : 0.02;
      const { broken, town } = judged({
        seed,
        reports: 100,
        crews: 8,
        timeouts,
        delay: 3,
        stalls: 0.02,
        fault,
        rate: 0.2,
      });
      expect(town.faults).toBeGreaterThan(0);
      expect(broken).toEqual(names);
    }
  });

  test('a crew that is busy, or sent beyond need', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { broken } = judged({
        seed,
        reports: 100,
        crews: 8,
        timeouts: 0.02,
        delay: 3,
        stalls: 0,
        fault: 'busy',
        rate: 0.2,
      });
      expect(broken.some((name) => name === 'oneJob' || name === 'busyOrOffDuty')).toBe(true);
      expect(broken.every((name) => ['oneJob', 'busyOrOffDuty', 'crewsNeeded'].includes(name))).toBe(true);
    }
  });

  test('an order that never comes', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { broken } = judged({
        seed,
        reports: 100,
        crews: 8,
        timeouts: 0,
        delay: 3,
        stalls: 0,
        fault: 'gap',
        rate: 0.2,
      });
      expect(broken).toContain('streamOrder');
    }
  });
});

test('the same records give the same verdicts again', () => {
  const { town, judgement } = judged({
    seed: 7,
    reports: 60,
    crews: 6,
    timeouts: 0.1,
    delay: 3,
    stalls: 0,
    fault: 'lose',
  });
  expect(judgeAll(town.records).verdicts).toEqual(judgement.verdicts);
});

test('a lost report is proved by four records: told, acknowledged, asked for, not found', () => {
  const { town, judgement } = judged({
    seed: 7,
    reports: 60,
    crews: 6,
    timeouts: 0,
    delay: 3,
    stalls: 0,
    fault: 'lose',
  });
  const violation = judgement.verdicts.find(({ name }) => name === 'lost')?.examples[0];
  if (violation === undefined) throw new Error('nothing was found');
  const proof = proofOf(violation, (line) => town.records[line - 1]);
  expect(proof.map((record) => ('status' in record ? `${record.t} ${record.status}` : record.t))).toEqual([
    'invoke',
    'ok 201',
    'invoke',
    'ok 404',
  ]);
});

test('a history that broke off is judged as far as it goes, and never to the disadvantage of the server', () => {
  const { town } = judged({ seed: 9, reports: 60, crews: 6, timeouts: 0.1, delay: 5, stalls: 0.05 });
  for (let end = 10; end < town.records.length; end += 97) {
    expect(brokenBy(judgeAll(town.records.slice(0, end)))).toEqual([]);
  }
});

test('where the server does not answer the last reads nobody knows whether a report is lost', () => {
  const { town } = judged({ seed: 11, reports: 40, crews: 4, timeouts: 0, delay: 3, stalls: 0 });
  const settle = town.records.findIndex((record) => record.t === 'phase' && record.phase === 'settle');
  const verdict = (records: typeof town.records) =>
    judgeAll(records).verdicts.find(({ name }) => name === 'lost')?.verdict;
  expect(verdict(town.records)).toBe('held');
  const unanswered = town.records.slice(settle + 1).filter(({ t }) => t !== 'ok');
  expect(verdict([...town.records.slice(0, settle + 1), ...unanswered])).toBe('undecided');
});

test('a server may give again after a break what it gave, but not within one connection', () => {
  const order = (seq: number): HistoryRecord => ({
    ...{ t: 'order', at: seq, simulated: seq, applied: seq, seq, reference: null },
    order: { type: 'recall', crew: 1 },
  });
  const opened: HistoryRecord = { t: 'stream', at: 0, event: 'opened' };
  const [start] = judged({ seed: 1, reports: 1, crews: 1, timeouts: 0, delay: 1, stalls: 0 }).town.records;
  const again = [start, opened, ...[1, 2, 3].map(order), opened, ...[2, 3, 4].map(order)];
  expect(brokenBy(judgeAll(again))).toEqual([]);
  expect(brokenBy(judgeAll([...again, order(3)]))).toEqual(['streamOrder']);
});
