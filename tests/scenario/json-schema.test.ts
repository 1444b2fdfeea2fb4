import { readFile } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogueJsonSchema, scenarioJsonSchema } from '../../src/scenario/json-schema.ts';
import { CATALOGUE, STORM, YANGZHOU } from './scratch.ts';

const compile = (schema: object): ValidateFunction =>
  new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const read = async (file: string): Promise<Record<string, unknown>> => parse(await readFile(file, 'utf8'));

describe('the published JSON Schema', () => {
  const check = compile(scenarioJsonSchema());
  const checkCatalogue = compile(catalogueJsonSchema());

  test('accepts the scenarios and the catalogue as they are written', async () => {
    for (const file of [YANGZHOU, STORM]) {
      expect(check(await read(file)), JSON.stringify(check.errors)).toBe(true);
    }
    expect(checkCatalogue(await read(CATALOGUE)), JSON.stringify(checkCatalogue.errors)).toBe(true);
  });

  test('asks for everything, except from a file that extends another', async () => {
    const { patrol: _patrol, ...rest } = await read(YANGZHOU);
    expect(check(rest)).toBe(false);
    expect(check({ ...rest, extends: 'yangzhou.yaml' })).toBe(true);
    expect(check({ extends: 'yangzhou.yaml', incidents: { kinds: { vendors: { perDay: 3 }, burning: null } } })).toBe(
      true,
    );
  });

  test('refuses unknown keys and wrong values', () => {
    expect(check({ extends: 'a.yaml', patrl: {} })).toBe(false);
    expect(check({ extends: 'a.yaml', staffing: { gridWorkerz: 3 } })).toBe(false);
    expect(check({ extends: 'a.yaml', patrol: { roundsPerDay: -1 } })).toBe(false);
    expect(checkCatalogue({ kinds: { vendors: {} } })).toBe(false);
  });

  test.each([
    ['scenario', scenarioJsonSchema],
    ['catalogue', catalogueJsonSchema],
  ])('fixtures/schemas/%s.schema.json is up to date (else: npx vitest run tests/scenario -u)', async (name, schema) => {
    const text = `${JSON.stringify(schema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../fixtures/schemas/${name}.schema.json`);
  });
});
