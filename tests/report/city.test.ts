import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { buildCity } from '../../src/city/build.ts';
import { readFixtures } from '../../src/city/fixtures.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { cityJson, cityReport } from '../../src/report/city.ts';
import { cityOutputSchema } from '../../src/report/city-output.ts';

const city = buildCity(await readFixtures('yangzhou'), 'yangzhou');

describe('city show', () => {
  it('prints JSON as published, with every exact count', () => {
    const json = cityOutputSchema.parse(JSON.parse(JSON.stringify(cityJson(city))));
    expect(json.counts).toMatchObject({ residents: 4559797, microGrids: 30178, urbanOver5000: 45 });
    expect(json.fit.totalAbsoluteError).toBe(0);
    expect(json.units.jiangdu).toMatchObject({ grids: 1260, microGrids: 5867 });
  });

  it.each(['en', 'zh'] as const)('fits into 80 columns and cuts no word (%s)', (language) => {
    const lines = cityReport(city, language, { depth: 'community' }).split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => line.includes('…'))).toEqual([]);
  });

  it('says that what is below the counties is synthetic, and where each number comes from', () => {
    const report = cityReport(city, 'en');
    expect(report).toMatch(/Below county level everything on this map is synthetic/);
    expect(report).toMatch(/Gaoyou +709,591 +709,591 \[R\]/);
    expect(report).toMatch(/residents +4,559,797 +4,559,797 \[S1\]/);
    expect(cityReport(city, 'zh')).toContain('县级以下均为合成数据');
  });

  it('shows as much of the tree as is asked for', () => {
    const units = cityReport(city, 'en', { depth: 'unit' });
    const one = cityReport(city, 'en', { depth: 'community', unit: 'scenic-area' });
    expect(units).not.toContain('东关街道');
    expect(cityReport(city, 'en')).toContain('东关街道');
    expect(one).toContain('梅岭街道');
    expect(one).not.toContain('东关街道');
    expect(one).not.toContain('Gaoyou  ');
    expect(Object.keys(cityJson(city, 'jiangdu').units)).toEqual(['jiangdu']);
  });

  it('shows a city without constraints too', () => {
    expect(cityReport(tinyCity(), 'en')).toMatch(/A small city: [\d,]+ residents/);
  });
});
