import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { measureUnits } from '../../src/report/catalogue.ts';
import { runTable } from '../../src/report/table.ts';
import type { RunResult } from '../../src/run/result.ts';
import { type Judgement, judgeTarget } from '../../src/run/targets.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { parseTarget } from '../../src/scenario/target.ts';
import { createStyle } from '../../src/style/style.ts';
import { made, madeRun } from './made-run.ts';

const city = tinyCity({ units: 3 });
const [first, second] = city.units;
let scenario: Scenario;
beforeAll(async () => {
  scenario = (await loadScenario('scenarios/yangzhou.yaml')).scenario;
});

function table(result: RunResult, language: 'en' | 'zh' = 'en', judgements: readonly Judgement[] = []): string {
  return runTable(result, judgements, { scenario, city, language, style: createStyle(false) });
}

const row = (text: string, label: string): string => text.split('\n').find((line) => line.includes(label)) ?? '';

const standingOut = madeRun({
  measures: {
    'utilisation.operator.county': made(0.912, 'share'),
    'closure.unfinished': made(800, 'count'),
    'closure.p99': { value: 2_592_000, low: null, high: null, unit: 's', censored: true },
    'handling.p99': { value: null, low: null, high: null, unit: 's', reason: 'tooFew' },
    'cost.perDay': made(123_456_789, 'yuan/day'),
    'incidents.occurred': made(1_234_567, 'count'),
    'decide.p99': made(0.4, 's'),
  },
  units: {
    [first.id]: { 'dispatch.mean': made(9000, 's'), 'patrol.coverageGap': made(0.72, 'share') },
    [second.id]: { 'dispatch.mean': made(2000, 's'), 'patrol.coverageGap': made(0.41, 'share') },
  },
});

describe('the table of a run', () => {
  test.each(['en', 'zh'] as const)('fits 80 columns with large figures (%s)', (language) => {
    const wide = table(standingOut, language)
      .split('\n')
      .filter((line) => stringWidth(line) > 80 || line.includes('…'));
    expect(wide).toEqual([]);
  });

  test('shows every measure', () => {
    const names = [...measureUnits().keys()];
    const told = (index: number) => ({ value: 70_000 + index, low: null, high: null, unit: 'count' }) as const;
    const text = table(madeRun({ measures: Object.fromEntries(names.map((name, index) => [name, told(index)])) }));
    const missing = names.filter((_, index) => !text.includes(told(index).value.toLocaleString('en-GB')));
    expect(missing).toEqual([]);
  });

  test('shows measures that it does not know by their names', () => {
    expect(row(table(standingOut), 'decide.p99')).toContain('0.4 s');
  });

  test('shows times with their statistics, what is censored and what is too few', () => {
    const text = table(standingOut);
    expect(row(text, 'Dispatch  ')).toContain('45 ± 2.3 min');
    expect(row(text, 'report→closed')).toContain('> 30 d');
    expect(row(text, 'arrived→handled')).toContain('too few');
  });

  test('aligns Chinese by its width', () => {
    const lines = table(madeRun(), 'zh').split('\n');
    const ends = lines.filter((line) => /(立案率|结案率|返工率)/.test(line)).map((line) => stringWidth(line));
    expect(ends.length).toBeGreaterThan(3);
    expect(new Set(ends).size).toBe(1);
  });

  test('says how many replications an interrupted run has finished', () => {
    expect(table(madeRun({ replications: 3 }))).toContain('3 of 5 replications');
    expect(table(madeRun())).not.toContain('Interrupted');
  });
});

describe('what stands out', () => {
  test('busy operators, units far behind, unfinished cases are told in plain words', () => {
    const text = table(standingOut).replace(/\s+/g, ' ');
    expect(text).toContain('Operators of the county centres are busy 91.2 % of their shifts');
    expect(text).toContain(
      `${first.name.en} waits 2.5 h for a crew on average, 3.3 times as long as the city (45 min)`,
    );
    expect(text).toContain(`${first.name.en} has a coverage gap of 72 %, against 40 % in the whole city`);
    expect(text).toContain('Closure 2.75 %');
    expect(text).not.toContain(`${second.name.en} waits`);
  });

  test('nothing is said where nothing stands out', () => {
    expect(table(madeRun())).not.toContain('What stands out');
  });
});

test('targets say whether they are met', () => {
  const judge = (text: string): Judgement => {
    const target = parseTarget(text);
    if ('message' in target) throw new Error(text);
    return judgeTarget(target, standingOut.measures);
  };
  const judgements = ['dispatch.p90 < 4h', 'rate.filing >= 98.5%', 'handling.p99 < 1h'].map(judge);
  const text = table(standingOut, 'en', judgements);
  expect(row(text, 'dispatch.p90 < 4h')).toMatch(/ met +45 min/);
  expect(row(text, 'rate.filing >= 98.5%')).toMatch(/ missed +40 %/);
  expect(row(text, 'handling.p99 < 1h')).toMatch(/ undecided +too few/);
});

test('a value that rounds to its bound is shown with the digits that part them', () => {
  const shown = (text: string, value: number, unit: 's' | 'share'): string => {
    const target = parseTarget(text);
    if ('message' in target) throw new Error('not a target');
    const result = madeRun({ measures: { [target.measure]: made(value, unit) } });
    return row(table(result, 'en', [judgeTarget(target, result.measures)]), text).replace(/^.* missed +/, '');
  };
  expect(shown('rate.filing >= 98.5%', 0.984873, 'share')).toBe('98.49 %');
  expect(shown('rate.filing >= 98.5%', 0.98499999999, 'share')).toBe('98.499999999 %');
  expect(shown('closure.p90 >= 90min', 5399.9, 's')).toBe('89.998 min');
  expect(shown('closure.p90 >= 48h', 172_799, 's')).toBe('47.9997 h');
  expect(shown('closure.p90 >= 90min', 5000, 's')).toBe('83.3 min');
});

test('colours are only added, and only where they are wanted', () => {
  const context = { scenario, city, language: 'en' } as const;
  const plain = runTable(standingOut, [], { ...context, style: createStyle(false) });
  const coloured = runTable(standingOut, [], { ...context, style: createStyle(true) });
  const esc = String.fromCharCode(27);
  expect(plain).not.toContain(esc);
  expect(coloured).toContain(esc);
  expect(coloured.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(plain);
});
