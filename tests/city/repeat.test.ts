import { describe, expect, it } from 'vitest';
import { cityCounts } from '../../src/city/counts.ts';
import { repeatCity } from '../../src/city/repeat.ts';
import { shareCity } from '../../src/city/shared.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { expectConsistent } from './consistent.ts';

describe('a city laid out several times', () => {
  const city = tinyCity({ units: 2, exclusiveGrids: 1 });
  const large = repeatCity(city, 3);

  it('is consistent and three times as large', () => {
    expectConsistent(large);
    const { counts } = cityCounts(city);
    expect(cityCounts(large).counts).toEqual(
      Object.fromEntries(Object.entries(counts).map(([name, number]) => [name, number * 3])),
    );
    expect(() => shareCity(large)).not.toThrow();
  });

  it('keeps the ids and places of the first', () => {
    expect(large.units.slice(0, 2)).toEqual(city.units);
    expect(new Set(large.units.map(({ id }) => id)).size).toBe(6);
    expect(new Set(large.communities.map(({ code }) => code)).size).toBe(city.communities.length * 3);
    expect(large.microX.slice(0, city.microX.length)).toEqual(city.microX);
    expect(large.microNeighbours.slice(0, city.microNeighbours.length)).toEqual(city.microNeighbours);
  });

  it('puts no two micro-grids in one place', () => {
    const places = new Set(Array.from(large.microX, (x, m) => `${x},${large.microY[m]}`));
    expect(places.size).toBe(large.microX.length);
  });

  it('refuses to be laid out no times', () => {
    expect(() => repeatCity(city, 0)).toThrow(RangeError);
  });
});
