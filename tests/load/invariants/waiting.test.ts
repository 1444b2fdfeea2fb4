import { describe, expect, test } from 'vitest';
import type { HistoryRecord } from '../../../src/load/history/record.ts';
import { brokenBy, judgeAll } from './judged.ts';
import { body, report } from './records.ts';

/** Simulated over wall seconds: seven days pass in ten wall minutes. */
const SPEED = 1008;
const TEN_MINUTES = 600_000;

const start: HistoryRecord = {
  ...{ t: 'start', version: 1, scenario: 'waiting', seed: 'a', backend: 'b', speed: SPEED, origin: 0 },
  at: '2026-01-01T00:00:00.000Z',
};
const sign = (at: number, reference: number, seq: number): HistoryRecord => ({
  ...{ t: 'order', at, simulated: at, applied: at, seq, order: { type: 'sign', incident: reference }, reference },
});
const read = (at: number, reference: number, severity = 'minor'): HistoryRecord[] => [
  { t: 'invoke', op: 1000 + reference, at, due: at, name: 'read', actor: 'desk', body: { id: reference } },
  {
    ...{ t: 'ok', op: 1000 + reference, at: at + 1, status: 200 },
    body: { id: reference, ...body(reference, severity), state: 'reported', revision: 1, assigned: [] },
  },
];
const phase = (at: number, name: 'load' | 'drain' | 'settle'): HistoryRecord => ({ t: 'phase', at, phase: name });
const end = (at: number): HistoryRecord => ({ t: 'end', at, reason: 'done' });

describe('what waits after the load', () => {
  const later = TEN_MINUTES + 1000;
  const history = (orders: readonly HistoryRecord[], until: number) =>
    judgeAll([
      ...[start, phase(0, 'load'), ...report(0, 1), ...orders, phase(100, 'drain'), phase(until, 'settle')],
      ...[...read(until + 1, 1), end(until + 10)],
    ]);

  test('a report that nobody took up in seven simulated days is a violation, with the read that shows it', () => {
    const judgement = history([], later);
    expect(brokenBy(judgement)).toEqual(['drains']);
    expect(judgement.verdicts.find(({ name }) => name === 'drains')?.examples[0].lines).toEqual([3, 4, 7, 8]);
  });

  test('before that it is undecided, and so is one that was taken up and may wait for crews', () => {
    for (const judgement of [history([], 1000), history([sign(50, 1, 1)], later)]) {
      expect(brokenBy(judgement)).toEqual([]);
      expect(judgement.verdicts.find(({ name }) => name === 'drains')?.verdict).toBe('undecided');
    }
  });
});

describe('a severe report overtaken by a minor one', () => {
  // An hour of simulated time is 3.6 s.
  const overtaken = [start, phase(0, 'load'), ...report(0, 1, 'severe'), ...report(9000, 2), sign(9500, 2, 1)];

  test('is a violation when the server had it all the time', () => {
    expect(brokenBy(judgeAll([...overtaken, sign(9600, 1, 2)]))).toEqual(['severeFirst']);
    expect(brokenBy(judgeAll([...overtaken, ...read(9600, 1, 'severe')]))).toEqual(['severeFirst']);
  });

  test('is none when it is never heard of again: it is lost, and named so', () => {
    expect(brokenBy(judgeAll(overtaken))).toEqual([]);
  });
});
