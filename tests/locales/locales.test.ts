import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fill } from '../../src/locales/message.ts';
import { measureUnits, STATISTICS, TIMES } from '../../src/report/catalogue.ts';
import { measureLabel } from '../../src/report/label.ts';

/** Every catalogue file of a language: its exported parts. */
async function partsOf(language: 'en' | 'zh'): Promise<Record<string, string>[]> {
  const folder = new URL(`../../src/locales/${language}/`, import.meta.url);
  const modules = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href)));
  return modules.flatMap((module: Record<string, Record<string, string>>) => Object.values(module));
}

const englishParts = await partsOf('en');
const english = new Map(englishParts.flatMap((part) => Object.entries(part)));
const chinese = new Map((await partsOf('zh')).flatMap((part) => Object.entries(part)));
const braces = (text = ''): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?:\|[^{}]*)?\}/g)].map(([, name]) => name ?? ''))].sort();

test('a text takes the words for one or for more of what it tells', () => {
  const text = '{days} {days|day|days}, {times} {times|time|times}, {other|one|more}';
  expect(fill(text, { days: 1, times: 12 })).toBe('1 day, 12 times, {other|one|more}');
});

describe('the catalogues', () => {
  test('no key stands in two parts', () => {
    expect(english.size).toBe(englishParts.reduce((sum, part) => sum + Object.keys(part).length, 0));
  });

  test('both languages have the same keys, with the same values to fill in', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    const differ = [...english].filter(([key, text]) => braces(text).join() !== braces(chinese.get(key)).join());
    expect(differ).toEqual([]);
  });

  test('nothing is empty, and Chinese is written in Chinese where English has words', () => {
    expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([]);
    const han = /\p{Script=Han}/u;
    const words = /[a-z]{4,}/;
    const untranslated = [...english].filter(
      ([key, text]) => words.test(text.replace(/\{\w+\}/g, '')) && !han.test(chinese.get(key) ?? ''),
    );
    expect(untranslated).toEqual([]);
  });
});

describe('every measure', () => {
  const page = readFileSync(new URL('../../docs/measures.md', import.meta.url), 'utf8');
  const definition = (name: string): string | undefined =>
    page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));

  test.each(['en', 'zh'] as const)('has a label of its own (%s)', (language) => {
    const labels = [...measureUnits().keys()].map((name) => [name, measureLabel(name, language)]);
    expect(labels.filter(([name, label]) => name === label || label === '')).toEqual([]);
    const told = labels.map(([, label]) => label);
    expect(told.filter((label, index) => told.indexOf(label) !== index)).toEqual([]);
  });

  test('stands in docs/measures.md with its unit', () => {
    for (const [name, unit] of measureUnits()) {
      const time = TIMES.find((candidate) => name.startsWith(`${candidate}.`));
      const statistic = STATISTICS.find((candidate) => name === `${time}.${candidate}`);
      if (time === undefined) expect(definition(name), name).toContain(`| ${unit} |`);
      else {
        expect(definition(time), name).toBeDefined();
        expect(definition(`.${statistic}`), name).toContain(`| ${unit} |`);
      }
    }
  });

  test('a measure that nobody knows keeps its name', () => {
    expect(measureLabel('op.file.response.p99', 'zh')).toBe('op.file.response.p99');
  });
});
