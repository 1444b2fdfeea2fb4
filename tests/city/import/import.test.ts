import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { City } from '../../../src/city/city.ts';
import { GRID_EXCLUSIVE } from '../../../src/city/city.ts';
import { cityCounts } from '../../../src/city/counts.ts';
import { checkControls, cityFit } from '../../../src/city/fit.ts';
import { STORED } from '../../../src/city/import/stored.ts';
import { loadCity } from '../../../src/city/load.ts';
import { expectConsistent } from '../consistent.ts';
import { areas, CENSUS, filesIn, importFiles, LANWAN, wrongWith } from './lanwan.ts';

const { texts, city } = await importFiles({ areas: areas(), census: CENSUS });
const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

/** People in the micro-grids of a community or grid, summed up from the arrays. */
function residentsOf(built: City, from: number, to: number): number {
  return total(built.microResidents.subarray(built.gridMicros[from], built.gridMicros[to]));
}

describe('the small city', () => {
  test('comes with Gridbeat as the import of its source writes it', () => {
    for (const file of STORED) expect(readFileSync(join(LANWAN, file), 'utf8'), file).toBe(texts[file]);
  });

  test('is consistent, and every number of its files is met', () => {
    expectConsistent(city);
    expect(cityFit(checkControls(city)).totalAbsoluteError).toBe(0);
    expect(cityCounts(city).counts).toMatchObject({
      units: 2,
      townships: 4,
      communities: 12,
      grids: 48,
      residents: 29_571,
    });
    const given = new Map(areas().features.map(({ properties }) => [properties.code, properties.residents]));
    for (const [c, { code }] of city.communities.entries()) {
      expect(residentsOf(city, city.communityGrids[c], city.communityGrids[c + 1]), code).toBe(given.get(code));
    }
  });

  test('has the household sizes of its census', () => {
    const sizes = new Map<number, number>();
    for (const [h, kind] of city.householdKind.entries()) {
      const size = city.householdResidents[h + 1] - city.householdResidents[h];
      if (kind === 0) sizes.set(Math.min(6, size), (sizes.get(Math.min(6, size)) ?? 0) + 1);
    }
    for (const [, size, number] of CENSUS.matchAll(/^householdSize,(\d)\+?,(\d+)$/gm)) {
      expect(sizes.get(Number(size)), size).toBe(Number(number));
    }
  });

  test('keeps a campus’s people in collective households of its exclusive grid', () => {
    const exclusive = [...city.gridKind.keys()].filter((grid) => city.gridKind[grid] === GRID_EXCLUSIVE);
    expect(exclusive.map((grid) => residentsOf(city, grid, grid + 1)).sort()).toEqual([640, 900]);
    for (const grid of exclusive) expect(city.gridMicros[grid + 1] - city.gridMicros[grid]).toBe(1);
  });

  test('has neighbours across the borders of its areas: every micro-grid can be walked to', () => {
    const seen = new Set([0]);
    for (const micro of seen) {
      for (let i = city.microNeighbourStart[micro]; i < city.microNeighbourStart[micro + 1]; i++)
        seen.add(city.microNeighbours[i]);
    }
    expect(seen.size).toBe(city.microX.length);
  });

  test('fills its outline: the micro-grids’ areas add up to the units’', () => {
    const outline = city.unitOutlines.flat().reduce((sum, ring) => {
      let turn = 0;
      for (let i = 0; i < ring.length; i += 2) {
        const next = (i + 2) % ring.length;
        turn += (ring[i] * ring[next + 1] - ring[next] * ring[i + 1]) / 2;
      }
      return sum + turn;
    }, 0);
    expect(total(city.microArea) / outline).toBeCloseTo(1, 6);
  });

  test('is the same whatever the order of its features, and other with another seed', async () => {
    const turned = areas();
    turned.features.reverse();
    const again = await importFiles({ areas: turned, census: CENSUS });
    expect(again.texts).toEqual(texts);
    expect(again.city.hash).toBe(city.hash);
    const cacheDir = await filesIn({});
    expect((await loadCity('lanwan', 'lanwan', { cacheDir })).hash).toBe(city.hash);
    expect((await loadCity('lanwan', 'other', { cacheDir })).hash).not.toBe(city.hash);
  });
});

describe('loading an imported city', () => {
  test('builds from its folder, then reads the cache', async () => {
    const folder = await filesIn(texts);
    const cacheDir = await filesIn({});
    const built = await loadCity('any', 'lanwan', { folder, cacheDir });
    expect(built.hash).toBe(city.hash);
    expect((await loadCity('any', 'lanwan', { folder, cacheDir })).hash).toBe(city.hash);
  });

  test('refuses files that were changed by hand, and a folder without them', async () => {
    const folder = await filesIn({ ...texts, 'census.csv': texts['census.csv'].replace('29571', '29572') });
    const cacheDir = await filesIn({});
    await expect(loadCity('any', 's', { folder, cacheDir })).rejects.toThrow('census.csv cityImport.changed');
    await writeFile(join(folder, 'city.json'), '{"format":"gridbeat-city","version":2}');
    await expect(loadCity('any', 's', { folder, cacheDir })).rejects.toThrow('cityImport.notStored');
    await rm(join(folder, 'city.json'));
    await expect(loadCity('any', 's', { folder, cacheDir })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('other files of the same city', () => {
  const csv = (headings: string[], rows: (string | number | undefined)[][]): string =>
    [headings, ...rows].map((row) => row.map((cell) => `"${cell ?? ''}"`).join(';')).join('\r\n');

  test('a CSV of well-known text with Chinese headings gives the same bytes', async () => {
    const rows = areas().features.map(({ properties: p, geometry }) => {
      const text = `POLYGON ((${geometry?.coordinates[0].map(([x, y]) => `${x} ${y}`).join(', ')}))`;
      return [p.code, p.name, p.name_en, p.parent, p.level, p.type, p.residents, p.households, text] as string[];
    });
    const headings = ['编码', '名称', '英文名称', '上级编码', '层级', '类型', '常住人口', '户数', '边界线'];
    const found = await importFiles({
      areas: `\uFEFF${csv(headings, rows)}`,
      census: CENSUS,
      map: 'columns: {wkt: 边界线}',
    });
    expect(found.texts).toEqual(texts);
  });

  test('centres alone place the communities of a rectangle', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      `C${i}`,
      120 + (i % 4) * 0.01,
      31 + Math.floor(i / 4) * 0.01,
      2000 + i,
    ]);
    const { city: built } = await importFiles({ areas: csv(['code', 'lon', 'lat', 'population'], rows) });
    expectConsistent(built);
    expect(cityFit(checkControls(built)).totalAbsoluteError).toBe(0);
    expect(cityCounts(built).counts).toMatchObject({ units: 1, townships: 1, communities: 12, residents: 24_066 });
    expect(cityCounts(built).counts.microGrids).toBeGreaterThan(100);
  });

  test('levels that we do not have are skipped, deeper ones add up, missing ones repeat what lies above', async () => {
    const rows = [
      ['A', '', '市', '', 120, 31],
      ['P', 'A', 'sector', '', '', ''],
      ['G1', 'P', '网格', '', '', ''],
      ['G2', 'P', '网格', '', '', ''],
      ['B1', 'G1', 'building', 300, '', ''],
      ['B2', 'G1', 'building', 500, '', ''],
      ['B3', 'G2', 'building', 900, '', ''],
    ];
    const { city: built } = await importFiles({
      areas: csv(['code', 'parent', 'level', 'households', 'lon', 'lat'], rows),
      map: 'levels: {sector: skip, building: skip}',
    });
    expectConsistent(built);
    const { counts } = cityCounts(built);
    expect(counts).toMatchObject({ units: 1, townships: 1, communities: 1, grids: 2, familyHouseholds: 1700 });
    expect(built.townships[0]).toMatchObject({ code: 'A' });
    const families = [0, 1].map((grid) =>
      total(built.microFamilyHouseholds.subarray(built.gridMicros[grid], built.gridMicros[grid + 1])),
    );
    expect(families).toEqual([800, 900]);
  });

  test('depth alone gives the levels, and nothing may be nowhere', async () => {
    const rows = [
      ['U', '', 3000, 120, 31],
      ['T', 'U', '', '', ''],
      ['C', 'T', '', '', ''],
    ];
    const text = csv(['code', 'parent', 'residents', 'lon', 'lat'], rows);
    expect(cityCounts((await importFiles({ areas: text })).city).counts).toMatchObject({ units: 1, residents: 3000 });
    expect(await wrongWith({ areas: text.replace('"120";"31"', '"";""') })).toEqual(['areas:2 U nowhere']);
  });
});
