import { describe, expect, it } from 'vitest';
import { cityFromShared, shareCity } from '../../src/city/shared.ts';
import { tinyCity } from '../../src/city/tiny.ts';

describe('a city for another thread', () => {
  it('is the same city on the same memory', () => {
    const city = tinyCity({ units: 2 });
    const there = cityFromShared(structuredClone(shareCity(city)));
    expect(there).toEqual(city);
    city.microShops[3] = 77;
    expect(there.microShops[3]).toBe(77);
  });

  it('refuses arrays that would have to be copied', () => {
    const city = tinyCity();
    expect(() => shareCity({ ...city, microX: new Float64Array(city.microX) })).toThrow(TypeError);
  });
});
