import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { environment, type Manifest, withoutSecrets } from '../../src/report/manifest.ts';
import { resultFiles } from '../../src/report/result-files.ts';
import { openResultFolder, ResultFolderError } from '../../src/report/result-folder.ts';
import { runOutput, runOutputSchema } from '../../src/report/run-output.ts';
import { judgeTarget } from '../../src/run/targets.ts';
import { type LoadedScenario, loadScenario } from '../../src/scenario/load.ts';
import { made, madeRun } from './made-run.ts';

let folder: string;
let loaded: LoadedScenario;
beforeAll(async () => {
  loaded = await loadScenario('scenarios/yangzhou.yaml');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the folder of results', () => {
  test('is for the first of two runs that find none; the second comes beside it', () => {
    const opened = [1, 2].map(() => openResultFolder(join(folder, 'same'), 'x'));
    const names = opened.map((result, run) => result.publish(new Map([['run.txt', String(run)]])));
    expect(names.map((name) => readFileSync(join(name, 'run.txt'), 'utf8'))).toEqual(['0', '1']);
    expect(readdirSync(folder).sort()).toEqual(['same', 'same-2']);
  });

  test('that is there and empty is for the first of two runs alone', () => {
    const first = openResultFolder(folder, 'x');
    expect(() => openResultFolder(folder, 'x')).toThrow(ResultFolderError);
    expect(first.publish(new Map([['run.txt', '']]))).toBe(folder);
    expect(readdirSync(folder)).toEqual(['run.txt']);
  });

  test('appears whole or not at all', () => {
    const out = join(folder, 'deep', 'out');
    const opened = openResultFolder(out, 'x');
    expect(existsSync(out)).toBe(false);
    opened.publish(new Map([['a.txt', 'text']]));
    expect(readdirSync(out)).toEqual(['a.txt']);
    opened.discard();
    expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
  });

  test('leaves nothing behind when it is discarded', () => {
    openResultFolder(join(folder, 'out'), 'x').discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('keeps what was written into its draft, and may take an empty folder', () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    const opened = openResultFolder(out, 'x');
    mkdirSync(join(opened.draft, 'trace'));
    opened.publish(new Map([['a.txt', 'text']]));
    expect(readdirSync(out).sort()).toEqual(['a.txt', 'trace']);
  });

  test('is refused where there is something already', () => {
    writeFileSync(join(folder, 'precious.txt'), '');
    expect(() => openResultFolder(folder, 'x')).toThrow(ResultFolderError);
    expect(() => openResultFolder(join(folder, 'precious.txt'), 'x')).toThrow(ResultFolderError);
    expect(() => openResultFolder(join(folder, 'precious.txt', 'below'), 'x')).toThrow(ResultFolderError);
  });

  test('a name from a scenario leads nowhere else, and two runs in one second do not meet', () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      const now = new Date('2022-09-07T08:09:10Z');
      const opened = [1, 2].map(() => openResultFolder(undefined, '../../扬州 storm', now));
      const paths = opened.map((result) => result.publish(new Map([['manifest.json', '{}']])));
      expect(paths).toEqual([
        join('gridbeat-results', '2022-09-07-080910-扬州-storm'),
        join('gridbeat-results', '2022-09-07-080910-扬州-storm-2'),
      ]);
    } finally {
      process.chdir(before);
    }
  });
});

function manifest(): Manifest {
  const { scenario, hash } = loaded;
  const now = new Date().toISOString();
  const told = { name: scenario.name, scenario, hash, seed: scenario.seed, cityHash: 'c', backend: 'embedded' };
  const made = { version: '0', threads: 1, command: ['run'], startedAt: now, endedAt: now, planned: 5, finished: 5 };
  return { ...told, ...made, ...environment() };
}

describe('the files of a result', () => {
  const city = tinyCity();
  const unit = city.units[0].id;
  const result = madeRun({ units: { [unit]: { 'dispatch.mean': made(60, 's') } } });
  const target = { measure: 'dispatch.mean', operator: '<', value: 3600, text: 'dispatch.mean < 1h' } as const;
  const { measures } = madeRun({ measures: { 'dispatch.mean': made(60, 's') } });
  const judgements = [judgeTarget(target, measures)];
  const files = () =>
    resultFiles({ result, judgements, manifest: manifest(), scenario: loaded.scenario, city, language: 'en' });
  const rows = (name: string): Record<string, string>[] => parse(files().get(name) ?? '', { columns: true });

  test('measures are the same in CSV and JSON', () => {
    const json = JSON.parse(files().get('measures.json') ?? '');
    for (const { measure, value, unit } of rows('measures.csv')) {
      expect(json[measure]).toMatchObject({ value: Number(value), unit });
    }
    expect(rows('measures.csv')).toHaveLength(Object.keys(json).length);
  });

  test('breakdowns carry names beside ids', () => {
    expect(rows('breakdown-unit.csv')).toEqual([
      expect.objectContaining({
        cell: unit,
        unit: 's',
        name: city.units[0].name.en,
        measure: 'dispatch.mean',
        value: '60',
      }),
    ]);
  });

  test('micro-grids have codes that say where they lie', () => {
    const [one, two] = rows('micro-grids.csv');
    expect(one).toMatchObject({
      microGrid: `${city.communities[0].code}-01-1`,
      unit,
      reported: '1',
      coverageGap: '0.25',
    });
    expect(two.microGrid).toBe(`${city.communities[0].code}-01-2`);
  });

  test('series have local times', () => {
    expect(rows('series.csv').map(({ localTime, value }) => [localTime, value])).toEqual([
      ['2022-09-05T00:00', '1'],
      ['2022-09-05T00:15', ''],
      ['2022-09-05T00:30', '2.5'],
    ]);
  });

  test('the scenario in the folder makes the same run again', async () => {
    for (const [name, text] of files()) writeFileSync(join(folder, name), text);
    const again = await loadScenario(join(folder, 'scenario.yaml'));
    const { catalogue: _, ...incidents } = again.scenario.incidents;
    expect({ ...again.scenario, incidents: { ...incidents, catalogue: loaded.scenario.incidents.catalogue } }).toEqual(
      loaded.scenario,
    );
  });

  test('what --json prints keeps its schema', () => {
    const printed = runOutputSchema.parse(JSON.parse(JSON.stringify(runOutput(result, judgements, manifest()))));
    expect(Object.keys(printed)).toEqual(['measures', 'breakdowns', 'series', 'targets', 'manifest']);
    expect(printed.targets).toEqual([{ target: 'dispatch.mean < 1h', verdict: 'met' }]);
    expect(JSON.parse(files().get('targets.json') ?? '')).toEqual(printed.targets);
  });

  test('files do not differ from one writing to the next', () => {
    const stamped = manifest();
    const source = { result, judgements, manifest: stamped, scenario: loaded.scenario, city, language: 'en' } as const;
    expect(resultFiles(source)).toEqual(resultFiles(source));
  });
});

test('secrets do not reach the manifest', () => {
  const args = [
    'run',
    '--backend',
    'http://me:hunter2@host/x?token=hunter2&a=b',
    '--api-key',
    'hunter2',
    '--set',
    'seed=1',
  ];
  const kept = withoutSecrets(args);
  expect(kept.join(' ')).not.toContain('hunter2');
  expect(kept).toContain('seed=1');
  expect(kept.join(' ')).toContain('a=b');
});
