import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, Workplace } from './gridbeat.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const place = new Workplace();
afterAll(() => place.remove());
beforeAll(() => cpSync(`${FIXTURES}lanwan/source`, place.folder, { recursive: true }));

const IMPORT = ['city', 'import', 'areas.geojson', '--census', 'census.csv', '--map', 'map.yaml', '--name', 'lanwan'];

describe('city import', () => {
  let imported: Ended;
  beforeAll(async () => {
    imported = await place.gridbeat([...IMPORT, '--out', 'mine', '--json']);
  }, 60_000);

  test('writes the city and prints its counts by the published schema', () => {
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    const output = JSON.parse(imported.stdout);
    const schema = JSON.parse(readFileSync(`${FIXTURES}schemas/city-import.schema.json`, 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(output).toMatchObject({ folder: 'mine', counts: { communities: 12 }, fit: { totalAbsoluteError: 0 } });
    expect(readdirSync(place.path('mine')).sort()).toEqual(['areas.geojson', 'census.csv', 'city.json']);
  });

  test('gives a city that a scenario beside it names and that runs', async () => {
    const short = 'horizon: {warmupDays: 1, days: 1, drainDays: 1, replications: 2}';
    const base = fileURLToPath(new URL('../../scenarios/lanwan.yaml', import.meta.url));
    writeFileSync(place.path('mine.yaml'), `extends: ${base}\ncity: {folder: mine}\n${short}\n`);
    const shown = await place.gridbeat(['city', 'show', 'mine.yaml', '--json']);
    expect(JSON.parse(shown.stdout).counts).toEqual(JSON.parse(imported.stdout).counts);
    const set = ['--set', 'city.folder=mine', '--set', 'staffing.gridWorkers.perGrid=2'];
    const { code, stdout } = await place.gridbeat(['run', 'mine.yaml', ...set, '--json', '--out', 'results']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).measures['incidents.occurred'].value).toBeGreaterThan(0);
  });

  test('says which folder holds no city, and where the scenario names it', async () => {
    const { code, stderr } = await place.gridbeat(['run', 'lanwan', '--set', 'city.folder=nowhere']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/city\.folder.*no imported city/);
  });

  test.each(['en', 'zh'])(
    'lists what is wrong with feature and code, exit code 2, and writes nothing (%s)',
    async (lang) => {
      const broken = JSON.parse(readFileSync(place.path('areas.geojson'), 'utf8'));
      broken.features[0].properties.parent = '\u001b[31mnobody';
      broken.features[3].properties.residents = 'ten';
      writeFileSync(place.path('broken.geojson'), JSON.stringify(broken));
      const args = ['city', 'import', 'broken.geojson', '--name', 'broken', '--lang', lang];
      const { code, stdout, stderr } = await place.gridbeat(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/broken\.geojson features\[0\] \S+: .*nobody/);
      expect(stderr).toMatch(/broken\.geojson features\[3\] \S+: .*residents/);
      expect(stderr).not.toContain('\u001b');
      expect(existsSync(place.path('broken'))).toBe(false);
      expect(readdirSync(place.folder).filter((name) => name.startsWith('.'))).toEqual([]);
    },
  );

  test('needs files and a name, and does not write over what is there', async () => {
    const without = await place.gridbeat(['city', 'import']);
    expect(without.code).toBe(2);
    expect(without.stderr).toMatch(/FILES.*\n.*--name/);
    const again = await place.gridbeat([...IMPORT, '--out', 'mine']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('mine');
  });
});
