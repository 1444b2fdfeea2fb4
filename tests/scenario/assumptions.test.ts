import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import stringWidth from 'string-width';
import { beforeAll, describe, expect, test } from 'vitest';
import { cityAssumptions } from '../../src/city/assumptions.ts';
import { assumptionNotes } from '../../src/locales/assumption-notes.ts';
import { noteIn } from '../../src/locales/index.ts';
import { type Assumption, formatAssumptions } from '../../src/scenario/assumptions.ts';
import { readLabel } from '../../src/scenario/labels.ts';
import { type LoadedScenario, loadScenario } from '../../src/scenario/load.ts';
import { loadSources, type Source } from '../../src/scenario/sources.ts';
import { folderWith, STORM, YANGZHOU } from './scratch.ts';

let base: LoadedScenario;
let storm: LoadedScenario;
let city: readonly Assumption[];
let sources: Readonly<Record<string, Source>>;
beforeAll(async () => {
  [base, storm] = await Promise.all([loadScenario(YANGZHOU), loadScenario(STORM)]);
  city = await cityAssumptions('yangzhou');
  sources = await loadSources(resolve('fixtures/yangzhou/sources.yaml'));
});
const find = (list: readonly Assumption[], path: string) => list.find((item) => item.path === path);

describe('source labels', () => {
  test('no default of the scenarios that come with Gridbeat is without one, and a note', () => {
    for (const { assumptions } of [base, storm]) {
      expect(assumptions.filter(({ label, note }) => label === '' || note === '').map(({ path }) => path)).toEqual([]);
    }
  });

  test('every source that a label or a note cites is listed', () => {
    const text = [...base.assumptions, ...storm.assumptions, ...city]
      .map(({ label, note }) => `${label} ${note}`)
      .join(' ');
    const cited = new Set(text.match(/\bS\d+\b/g));
    expect(cited.size).toBeGreaterThan(10);
    expect([...cited].filter((id) => !(id in sources))).toEqual([]);
  });

  test('no number that the city is built from is without one, and imported cities have none', async () => {
    const table = JSON.parse(readFileSync('fixtures/yangzhou/city.json', 'utf8'));
    expect(city.filter(({ label }) => label === '').map(({ path }) => path)).toEqual([]);
    const { units, name, title, origin, unitFactors, unitSeats, ...groups } = table;
    const paths = Object.entries(groups).flatMap(([group, numbers]) =>
      Object.keys(numbers as object).map((key) => `${group}.${key}`),
    );
    const inUnits = (units as { id: string }[]).flatMap(({ id, ...facts }) =>
      Object.keys(facts)
        .filter((key) => !/^(name|kind|county|ring|publishedKm2|.*[sS]ource)$/.test(key))
        .map((key) => `units.${id}.${key}`),
    );
    expect(city.map(({ path }) => path).sort()).toEqual([...paths, ...inUnits].sort());
    expect([name, title.zh, origin.source, unitSeats.source, unitFactors.source]).not.toContain(undefined);
    expect(await cityAssumptions('lanwan')).toEqual([]);
  });

  test('stand beside the value, or beside the nearest map above it', async () => {
    const text = `extends: ${YANGZHOU}
patrol: # [R] all of it
  roundsPerDay: 3 # [S80] three rounds
  coverRounds: 2
horizon: {days: 3} # [D, A] short
sensing:
  coverage: 0.5
`;
    const { assumptions } = await loadScenario(join(await folderWith({ 'mine.yaml': text }), 'mine.yaml'));
    expect(find(assumptions, 'patrol.roundsPerDay')).toMatchObject({ label: 'S80', note: 'three rounds' });
    expect(find(assumptions, 'patrol.coverRounds')).toMatchObject({ label: 'R', note: 'all of it' });
    expect(find(assumptions, 'horizon.days')).toMatchObject({ label: 'D, A', value: 3 });
    // The file that gives the value answers for it: the label of the file below does not pass on.
    expect(find(assumptions, 'sensing.coverage')).toMatchObject({ label: '', value: 0.5 });
    expect(find(assumptions, 'patrol.dwellMinutes')).toEqual(find(base.assumptions, 'patrol.dwellMinutes'));
  });

  test('a value given by --set says so', async () => {
    const { assumptions } = await loadScenario(YANGZHOU, {
      set: ['patrol.roundsPerDay=3', 'centres.city.signSeconds.median=9', 'patrol.exclusive={roundsPerDay: 4}'],
    });
    for (const path of ['patrol.roundsPerDay', 'centres.city.signSeconds', 'patrol.exclusive.roundsPerDay']) {
      expect(find(assumptions, path)).toMatchObject({ label: 'set' });
    }
    expect(find(assumptions, 'patrol.dwellMinutes')?.label).toBe('A');
  });

  test.each([
    [' [N] the article', 'N', 'the article'],
    [' [S33, A] both', 'S33, A', 'both'],
    [' [A]', 'A', ''],
  ])('%j is a label', (comment, label, note) => expect(readLabel(comment)).toEqual({ label, note }));

  test.each([' plain words', ' see [A]', ' [X] unknown', ' [S] no number'])('%j is none', (comment) =>
    expect(readLabel(comment)).toBeUndefined(),
  );
});

describe('the list of assumptions', () => {
  test('fits 80 columns: a line per value and per kind, and below it where it comes from, uncut', () => {
    const lines = formatAssumptions(base.assumptions, 'en', 'table').split('\n');
    const perGrid = lines.findIndex((line) => line.startsWith('staffing.gridWorkers.perGrid '));
    expect(lines[perGrid]).toMatch(/ 1$/);
    expect(lines[perGrid + 1]).toMatch(/^ {4}\[A\] one full-time/);
    expect(lines.filter((line) => line.startsWith('exposedGarbage '))).toHaveLength(1);
    expect(lines.some((line) => line.includes('incidents.kinds.'))).toBe(false);
    for (const language of ['en', 'zh'] as const) {
      const text = formatAssumptions(base.assumptions, language, 'table', { city });
      expect(text.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
      expect(text).not.toContain('…');
    }
    expect(formatAssumptions(base.assumptions, 'zh', 'table')).toContain('事件类型');
  });

  test('has every note of the scenarios that come with Gridbeat in Chinese too, citing the same, and no others', async () => {
    const lanwan = await loadScenario(resolve('scenarios/lanwan.yaml'));
    const told = [base, storm, lanwan].flatMap(({ assumptions }) => assumptions);
    const notes = [...new Set([...told, ...city].map(({ note }) => note))].filter((note) => note !== '');
    expect(notes.length).toBeGreaterThan(100);
    expect(Object.keys(assumptionNotes).filter((note) => !notes.includes(note))).toEqual([]);
    const cited = (text: string) => text.match(/\[[A-Z][\w, ]*\]/g) ?? [];
    for (const note of notes) {
      const chinese = noteIn('zh', note);
      expect(chinese).toMatch(/\p{Script=Han}/u);
      expect([note, cited(chinese)]).toEqual([note, cited(note)]);
    }
  });

  test("leaves the notes of a scenario of one's own as they are", () => {
    const own = [{ path: 'horizon.days', value: 3, label: 'A', note: 'constructor' }];
    expect(formatAssumptions(own, 'zh', 'table')).toContain('[A] constructor');
  });

  test('docs/assumptions.md is up to date (else: npx vitest run tests/scenario -u)', async () => {
    const page = formatAssumptions(base.assumptions, 'en', 'markdown', { name: base.scenario.title.en, city, sources });
    await expect(page).toMatchFileSnapshot('../../docs/assumptions.md');
  });
});
