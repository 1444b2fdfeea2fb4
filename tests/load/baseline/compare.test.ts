import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { type Allowance, allowedFor, parseAllowance } from '../../../src/load/baseline/allowance.ts';
import { compare } from '../../../src/load/baseline/compare.ts';
import type { Baseline } from '../../../src/load/baseline/schema.ts';
import { operationMeasures, sectionsOf } from '../../../src/load/measures.ts';
import { Recorder, SECTIONS } from '../../../src/load/recorder.ts';
import type { LoadResult } from '../../../src/load/result.ts';

const NAMES = ['report', 'crew', 'read', 'list'] as const;
const PER_SECTION = 300;
const SETUP = {
  validity: { valid: true },
  interrupted: false,
  lost: null,
  setting: { speed: 288, localTime: '', warmup: 0, duration: 60, ramp: { seconds: 0, from: 0 }, reportsOnly: null },
  manifest: { name: 's', hash: 'h', seed: '1', cityHash: 'c', version: '1', backend: 'b', backendVersion: '1' },
};

/** A load whose latencies are log-normal and twice as long in its busiest sections; `slower`: times as long. */
function load(draw: () => number, slower: number, seed = '1') {
  const recorder = new Recorder(10);
  const gauss = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  for (let section = 0; section < SECTIONS; section++) {
    const busy = 1 + Math.sin((Math.PI * section) / SECTIONS);
    // What else the machine does in a section concerns all operations of it.
    const noise = Math.exp(0.1 * gauss());
    for (const name of NAMES) {
      const operation = { name, due: 0, section, actor: 0, body: () => ({}) };
      for (let i = 0; i < PER_SECTION; i++) {
        recorder.due(operation);
        recorder.ended(operation, true, slower * busy * noise * 5 * Math.exp(0.5 * gauss()));
      }
    }
  }
  const manifest = { ...SETUP.manifest, seed, machine: { platform: 'p', cpu: 'c', cores: 2 }, startedAt: '2026' };
  return { ...SETUP, manifest, measures: operationMeasures(recorder, 0), sections: sectionsOf(recorder) };
}

const compared = (now: ReturnType<typeof load>, before: ReturnType<typeof load>, allow: readonly Allowance[] = []) =>
  compare(now as unknown as LoadResult, before as unknown as Baseline, allow);

test('two loads of the same backend are hardly ever told apart, one that is half as slow again nearly always', () => {
  const draw = seedrandom('baseline');
  const number = 25;
  let alarms = 0;
  let found = 0;
  for (let i = 0; i < number; i++) {
    const before = load(draw, 1);
    const changes = (now: ReturnType<typeof load>) => compared(now, before)?.measures.map(({ change }) => change) ?? [];
    if (changes(load(draw, 1)).includes('worse')) alarms++;
    if (changes(load(draw, 1.5)).includes('worse')) found++;
  }
  expect(alarms / number).toBeLessThanOrEqual(0.05);
  expect(found / number).toBeGreaterThan(0.95);
}, 60_000);

test('better is better, the same is the same, and errors that were not there before are worse', () => {
  const draw = seedrandom('changes');
  const before = load(draw, 1);
  const better = compared(load(draw, 0.4), before);
  expect(better?.measures.find(({ measure }) => measure === 'op.report.response.p50')?.change).toBe('better');
  const itself = compared(before, before);
  expect(new Set(itself?.measures.map(({ change }) => change))).toEqual(new Set(['same']));
  expect(itself?.paired).toBe(true);
  const errors = { ...before.sections, 'op.read.errors': before.sections['op.report.errors']?.map(() => 7) ?? [] };
  const measures = {
    ...before.measures,
    'op.read.errors': { value: 70, low: null, high: null, unit: 'count' as const },
  };
  const failing = compared({ ...before, sections: errors, measures }, before);
  expect(failing?.measures.filter(({ change }) => change === 'worse').map(({ measure }) => measure)).toEqual([
    'op.read.errors',
  ]);
});

test('another seed is another load: sections are not taken in pairs, and it is told', () => {
  const draw = seedrandom('unpaired');
  const comparison = compared(load(draw, 3, '2'), load(draw, 1, '1'));
  expect(comparison?.paired).toBe(false);
  expect(comparison?.differences).toEqual([{ what: 'seed', before: '1', now: '2' }]);
  expect(comparison?.measures.find(({ measure }) => measure === 'op.report.response.p50')?.change).toBe('worse');
});

test('the allowance with the longest name that fits counts', () => {
  const allowances = ['20%', 'op.report=50%', 'op.report.response.p99=5ms', 'op.read.errors=3'].flatMap((text) => {
    const allowance = parseAllowance(text);
    return allowance === undefined ? [] : [allowance];
  });
  const allowed = (measure: string, unit: 's' | 'count' = 's') => allowedFor(allowances, measure, unit, 0.1);
  expect(allowed('decide.p90')).toBeCloseTo(0.02);
  expect(allowed('op.report.response.p50')).toBeCloseTo(0.05);
  expect(allowed('op.report.response.p99')).toBeCloseTo(0.005);
  expect(allowed('op.read.errors', 'count')).toBe(3);
  expect(allowedFor([], 'decide.p90', 's', 0.001)).toBe(0.001);
  for (const wrong of ['', '5ms', '-3%', 'a b=3%', 'op.read.errors=5ms', 'decide=3'])
    expect(parseAllowance(wrong), wrong).toBeUndefined();
});
