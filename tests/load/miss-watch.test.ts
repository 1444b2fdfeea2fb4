import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldWatch } from '../../src/load/field-watch.ts';
import type { Second } from '../../src/load/live.ts';
import { operationMeasures } from '../../src/load/measures.ts';
import { MissWatch } from '../../src/load/miss-watch.ts';
import type { Operation } from '../../src/load/operation.ts';
import { Recorder } from '../../src/load/recorder.ts';
import { judgeTarget } from '../../src/run/targets.ts';
import { parseTarget, type Target } from '../../src/scenario/target.ts';
import { evenly } from '../evenly.ts';

const DURATION = 30;
const QUICK = 1;
const report: Operation = { name: 'report', due: 0, section: 0, actor: 0, body: () => ({}) };

function target(text: string): Target {
  const parsed = parseTarget(text);
  if ('message' in parsed) throw new Error(text);
  return parsed;
}

/** A second of a load of which only the violations matter here. */
const second = (violations: number) => ({ violations, simulated: 0 }) as Second;
/** No target here is of the field. */
const field = {} as FieldWatch;

/** Sends so many reports a second that take as long as asked for; the second at which the target is given up. */
function play(text: string, perSecond: number, latencies: (index: number) => number, stopWhenLost: boolean) {
  const recorder = new Recorder(10);
  const watch = new MissWatch([target(text)], { recorder, field });
  let lostAt: number | undefined;
  for (let at = 1; at <= DURATION; at++) {
    for (let i = 0; i < perSecond; i++) {
      recorder.due(report);
      recorder.ended(report, true, lostAt === undefined ? latencies((at - 1) * perSecond + i) : QUICK);
    }
    if (watch.look(DURATION - at, second(0)) !== undefined) lostAt ??= at;
    if (lostAt !== undefined && stopWhenLost) break;
  }
  return { lostAt, verdict: judgeTarget(target(text), operationMeasures(recorder, 0)).verdict };
}

test('what is given up is missed, though all that comes afterwards is quick', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('p50', 'p90', 'p99'),
      fc.integer({ min: 1, max: 60 }),
      evenly(0, 0.6),
      fc.infiniteStream(evenly(0, 1)),
      fc.boolean(),
      (part, perSecond, slowShare, draws, stops) => {
        const latency = () => (draws.next().value < slowShare ? 900 : 20);
        const { lostAt, verdict } = play(`op.report.response.${part} < 500ms`, perSecond, latency, stops);
        if (lostAt !== undefined) expect(verdict).toBe('missed');
      },
    ),
    { numRuns: 300 },
  );
});

test('a load that is slow throughout is given up early, one that is quick never, one slow in the end late', () => {
  const text = 'op.report.response.p99 < 500ms';
  expect(play(text, 100, () => 900, true).lostAt).toBeLessThanOrEqual(6);
  expect(play(text, 100, () => 20, true).lostAt).toBeUndefined();
  const late = play(text, 100, (index) => (index >= 2800 ? 900 : 20), true).lostAt;
  expect(late).toBe(29);
});

test('a violation, an error too many and a largest value are certain at once', () => {
  const recorder = new Recorder(10);
  const looks = (text: string, violations = 0) =>
    new MissWatch([target(text)], { recorder, field }).look(100, second(violations));
  expect(looks('op.report.errors < 2', 1)).toBe('invariants == 0');
  recorder.failed(report, 'timeout');
  expect(looks('op.report.errors < 2')).toBeUndefined();
  recorder.failed(report, 'timeout');
  expect(looks('op.report.errors < 2')).toBe('op.report.errors < 2');
  recorder.ended(report, false, 30_000);
  expect(looks('op.report.response.max <= 1s')).toBe('op.report.response.max <= 1s');
  expect(looks('op.report.count > 1000')).toBeUndefined();
});

test('service times are judged at the end: how many attempts are still to come nobody can tell', () => {
  const recorder = new Recorder(10);
  const watch = new MissWatch([target('op.report.service.p50 < 500ms')], { recorder, field });
  for (let at = 1; at <= DURATION; at++) {
    recorder.due(report);
    for (let attempt = 0; attempt < 20; attempt++) recorder.answered(report, 900);
    expect(watch.look(DURATION - at, second(0))).toBeUndefined();
  }
});
