import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROGRAM } from '../program.ts';
import { type Ended, Workplace } from './gridbeat.ts';

const SCHEMAS = fileURLToPath(new URL('../../fixtures/schemas/', import.meta.url));
const place = new Workplace();
afterAll(() => place.remove());

describe('export schema', () => {
  test('prints the schema of scenarios, or the one that is named', async () => {
    const scenario = JSON.parse((await place.gridbeat(['export', 'schema'])).stdout);
    const error = JSON.parse((await place.gridbeat(['export', 'schema', 'error'])).stdout);
    expect(Object.keys(scenario.properties)).toContain('staffing');
    expect(Object.keys(error.properties)).toEqual(['error']);
  });

  test('the published schemas are those of this version', async () => {
    await place.gridbeat(['export', 'schema', '--out', 'schemas']);
    const files = readdirSync(place.path('schemas'));
    expect(files).toContain('run.schema.json');
    expect(readdirSync(SCHEMAS).sort()).toEqual(files.sort());
    for (const file of files) {
      expect(readFileSync(`${SCHEMAS}${file}`, 'utf8'), file).toBe(readFileSync(place.path('schemas', file), 'utf8'));
    }
  });
});

describe('city', () => {
  let shown: Ended;
  beforeAll(async () => {
    shown = await place.gridbeat(['city', 'show', '--json']);
  }, 60_000);

  test('show --json keeps its schema and counts the whole city', () => {
    const output = JSON.parse(shown.stdout);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(readFileSync(`${SCHEMAS}city.schema.json`, 'utf8')),
    );
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(output.counts).toMatchObject({ units: 9, grids: 6120, microGrids: 30_178, residents: 4_559_797 });
    expect(output.fit.totalAbsoluteError).toBe(0);
  });

  test('show prints in both languages', async () => {
    expect((await place.gridbeat(['city', 'show'])).stdout).toContain('4,559,797');
    expect((await place.gridbeat(['city', 'show', '--lang', 'zh'])).stdout).toContain('江都');
  });

  test('build keeps the city in the cache', async () => {
    const env = { XDG_CACHE_HOME: place.path('cache') };
    const { code, stdout } = await place.gridbeat(['city', 'build', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'yangzhou', residents: 4_559_797 });
    expect(readdirSync(place.path('cache'), { recursive: true }).join()).toContain('yangzhou');
  });
});

describe('run --assumptions', () => {
  test('prints where every number comes from and runs nothing', async () => {
    const args = ['run', '--assumptions', '--set', 'staffing.gridWorkers.perGrid=1.2', '--json'];
    const { code, stdout } = await place.gridbeat(args);
    expect(code).toBe(0);
    const { assumptions } = JSON.parse(stdout);
    expect(assumptions).toContainEqual({ path: 'staffing.gridWorkers.perGrid', value: 1.2, label: 'set', note: '' });
    expect(readdirSync(place.folder)).not.toContain('gridbeat-results');
  });
});

describe('bin/gridbeat.js', () => {
  test('has nothing that an old Node cannot read', () => {
    const text = readFileSync(PROGRAM, 'utf8');
    expect(text).not.toMatch(/^import\s/m);
    expect(text).not.toMatch(/\?\?|\?\.|\bawait\b/);
  });

  test('tells an old Node what to do, in both languages, with exit code 2', () => {
    const told: string[] = [];
    const leave = (code: number) => {
      throw new Error(`left with ${code}`);
    };
    const old = { versions: { node: '20.1.0' }, exit: leave };
    const body = readFileSync(PROGRAM, 'utf8')
      .replace(/^#!.*/, '')
      .replace(/\bimport\(/g, 'load(');
    const start = new Function('process', 'console', 'load', body);
    expect(() => start(old, { error: (text: string) => told.push(text) }, leave)).toThrow('left with 2');
    expect(told).toHaveLength(2);
    expect(told.join()).toMatch(/20\.1\.0.*22\.19.*20\.1\.0.*需要 22\.19/s);
  });
});
