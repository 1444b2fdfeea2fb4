import { describe, expect, it } from 'vitest';
import { buildCity } from '../../src/city/build.ts';
import { GRID_COMPREHENSIVE, type Ring } from '../../src/city/city.ts';
import { cityCounts, countAll } from '../../src/city/counts.ts';
import { checkControls, cityFit } from '../../src/city/fit.ts';
import { readFixtures } from '../../src/city/fixtures.ts';
import { AGE_BANDS, ageBand, LIVES_ALONE, OLDEST } from '../../src/city/traits.ts';
import { expectConsistent } from './consistent.ts';

const fixtures = await readFixtures('yangzhou');
const city = buildCity(fixtures, 'yangzhou');

const micros = Array.from(city.microX.keys());
const unitOf = (micro: number): number =>
  city.townshipUnit[city.communityTownship[city.gridCommunity[city.microGrid[micro]]]];
const familiesOf = (community: number): number => {
  const [first, end] = [city.communityGrids[community], city.communityGrids[community + 1]];
  return city.microFamilyHouseholds
    .subarray(city.gridMicros[first], city.gridMicros[end])
    .reduce((sum, number) => sum + number, 0);
};

function inside(ring: Ring, x: number, y: number): boolean {
  let odd = false;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    if (ring[i + 1] > y === ring[j + 1] > y) continue;
    if (x < ring[i] + ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1])) odd = !odd;
  }
  return odd;
}

describe('the counts of Yangzhou', () => {
  const { counts, units } = cityCounts(city);
  const everything = countAll(city);

  it('are those of the news article and the census', () => {
    expect(counts).toEqual({
      units: 9,
      townships: 83,
      communities: 1437,
      urbanCommunities: 394,
      urbanOver3000: 145,
      urbanOver5000: 45,
      grids: 6120,
      microGrids: 30178,
      residents: 4559797,
      familyHouseholds: 1606252,
      familyResidents: 4128033,
      collectiveHouseholds: 84481,
      collectiveResidents: 431764,
    });
    expect(everything.city).toMatchObject({
      exclusiveGrids: 400,
      males: 2270783,
      females: 2289014,
      'age.0-14': 527419,
      'age.15-59': 2846179,
      'age.60-64': 1186199 - 911673,
      'age.65+': 911673,
    });
  });

  it('are those of every unit', () => {
    const residents = Object.fromEntries(Object.entries(units).map(([id, unit]) => [id, unit.residents]));
    expect(residents).toEqual({
      guangling: 542305,
      'ecological-new-city': 66355,
      hanjiang: 726906,
      'scenic-area': 134507,
      'development-zone': 238773,
      jiangdu: 926577,
      yizheng: 532564,
      gaoyou: 709591,
      baoying: 682219,
    });
    expect(everything.units.jiangdu).toMatchObject({ grids: 1260, exclusiveGrids: 80, microGrids: 5867 });
    expect(everything.units.yizheng).toMatchObject({ grids: 452, exclusiveGrids: 32 });
    const scenic = everything.units['scenic-area'];
    expect(scenic.grids - scenic.exclusiveGrids).toBe(274);
  });

  it('leave no error on any margin that must be met exactly', () => {
    const fit = cityFit(checkControls(city));
    expect(fit.totalAbsoluteError).toBe(0);
    expect(fit.tables.filter(({ exact }) => exact).map(({ srmse }) => srmse)).toEqual(
      fit.tables.filter(({ exact }) => exact).map(() => 0),
    );
  });
});

describe('the city of Yangzhou', () => {
  it('is consistent', () => {
    expectConsistent(city);
  });

  it('is the same city when built again, and another with another seed', () => {
    expect(buildCity(fixtures, 'yangzhou').hash).toBe(city.hash);
    const other = buildCity(fixtures, 'other');
    expect(other.hash).not.toBe(city.hash);
    expect(cityCounts(other)).toMatchObject({ counts: cityCounts(city).counts });
  });

  it('folds the 15 quasi-townships into their neighbours and loses no community', () => {
    const folded = fixtures.townships.filter(({ kind }) => kind === 'folded').map(({ code }) => code);
    expect(folded.sort()).toEqual([
      '321002400',
      ...['321003401', '321003402', '321003403', '321012400', '321023400'],
      ...['401', '402', '403', '404', '405', '407', '410', '412', '454'].map((end) => `321081${end}`),
    ]);
    expect(city.townships.filter(({ code }) => folded.includes(code))).toEqual([]);
    expect(new Set(city.communities.map(({ code }) => code)).size).toBe(1437);
  });

  it('leaves every village at least 150 households, in the zones too', () => {
    const villages = city.communities.flatMap(({ kind }, c) => (kind === 'urban' ? [] : [familiesOf(c)]));
    expect(villages.length).toBe(1437 - 394);
    expect(Math.min(...villages)).toBeGreaterThanOrEqual(150);
  });

  it('has urban communities of at most 12,000 households', () => {
    const urban = city.communities.flatMap(({ kind }, c) => (kind === 'urban' ? [familiesOf(c)] : []));
    expect(Math.max(...urban)).toBeLessThanOrEqual(12000);
  });

  it('knows who is old and alone', () => {
    let wrong = 0;
    let alone = 0;
    for (let h = 0; h < city.householdKind.length; h++) {
      const first = city.householdResidents[h];
      const single = city.householdResidents[h + 1] - first === 1 && city.householdKind[h] === 0;
      for (let r = first; r < city.householdResidents[h + 1]; r++) {
        const traits = city.residentTraits[r];
        const livesAlone = (traits & LIVES_ALONE) !== 0;
        if (livesAlone) alone++;
        if (livesAlone !== (single && ageBand(traits) === OLDEST)) wrong++;
      }
    }
    expect(wrong).toBe(0);
    expect(alone / 911673).toBeGreaterThan(0.08);
    expect(alone / 911673).toBeLessThan(0.2);
  });

  it('has an adult in every family', () => {
    let childrenOnly = 0;
    for (let h = 0; h < city.householdKind.length; h++) {
      if (city.householdKind[h] !== 0) continue;
      const members = city.residentTraits.subarray(city.householdResidents[h], city.householdResidents[h + 1]);
      if (members.every((traits) => AGE_BANDS[ageBand(traits)] === '0-14')) childrenOnly++;
    }
    expect(childrenOnly).toBe(0);
  });

  it('gives every exclusive grid something to do', () => {
    const idle = micros.filter(
      (m) =>
        city.gridKind[city.microGrid[m]] !== GRID_COMPREHENSIVE && city.microResidents[m] + city.microVisitors[m] === 0,
    );
    expect(idle).toEqual([]);
    const homes = micros.filter(
      (m) => city.gridKind[city.microGrid[m]] !== GRID_COMPREHENSIVE && city.microFamilyHouseholds[m] > 0,
    );
    expect(homes).toEqual([]);
  });
});

describe('the land of Yangzhou', () => {
  it('holds every micro-grid in its own unit and out of the waters', () => {
    const astray = micros.filter((m) => {
      const rings = city.unitOutlines[unitOf(m)].filter((ring) => inside(ring, city.microX[m], city.microY[m]));
      return rings.length % 2 === 0;
    });
    const drowned = micros.filter((m) => city.waters.some((ring) => inside(ring, city.microX[m], city.microY[m])));
    expect({ astray, drowned }).toEqual({ astray: [], drowned: [] });
  });

  it('holds every office in its own unit', () => {
    const at = (x: number, y: number): number =>
      city.unitOutlines.findIndex((rings) => rings.filter((ring) => inside(ring, x, y)).length % 2 === 1);
    const units = Array.from(city.townshipUnit);
    expect(units.map((_, t) => at(city.townshipX[t], city.townshipY[t]))).toEqual(units);
    expect(city.units.map((_, u) => at(city.unitX[u], city.unitY[u]))).toEqual(city.units.map((_, u) => u));
  });

  it('has the areas that are published, within the five per cent by which the outlines differ', () => {
    const land = city.units.map(
      (_, u) => micros.reduce((sum, m) => (unitOf(m) === u ? sum + city.microArea[m] : sum), 0) / 1e6,
    );
    const total = land.reduce((sum, area) => sum + area, 0);
    expect(Math.abs(total / 4908 - 1)).toBeLessThan(0.05);
    const gaoyou = land[city.units.findIndex(({ id }) => id === 'gaoyou')];
    expect(Math.abs(gaoyou / 1175 - 1)).toBeLessThan(0.05);
  });

  it('is denser where people are', () => {
    const density = (kind: string): number => {
      const own = micros.filter((m) => city.communities[city.gridCommunity[city.microGrid[m]]].kind === kind);
      const sum = (values: Float64Array | Int32Array): number => own.reduce((total, m) => total + values[m], 0);
      return sum(city.microResidents) / (sum(city.microArea) / 1e6);
    };
    expect(density('urban')).toBeGreaterThan(4 * density('village'));
  });

  it('joins micro-grids only to ones near by, and leaves none alone', () => {
    const far = micros.filter((m) => {
      const own = city.microNeighbours.subarray(city.microNeighbourStart[m], city.microNeighbourStart[m + 1]);
      return (
        own.length === 0 ||
        own.some((n) => Math.hypot(city.microX[m] - city.microX[n], city.microY[m] - city.microY[n]) > 5000)
      );
    });
    expect(far).toEqual([]);
  });

  it('makes roads longer than straight lines, but not absurdly', () => {
    expect(city.microRoadFactor.every((factor) => factor >= 1.2 && factor <= 1.6)).toBe(true);
  });
});
