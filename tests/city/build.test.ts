import { describe, expect, it } from 'vitest';
import { buildCity } from '../../src/city/build.ts';
import { readFixtures } from '../../src/city/fixtures.ts';
import { expectConsistent } from './consistent.ts';

const fixtures = await readFixtures('yangzhou');
const city = buildCity(fixtures, 'yangzhou');

describe('the city of Yangzhou', () => {
  it('is consistent', () => {
    expectConsistent(city);
  });

  it('is the same city when built again, and another with another seed', () => {
    expect(buildCity(fixtures, 'yangzhou').hash).toBe(city.hash);
    expect(buildCity(fixtures, 'other').hash).not.toBe(city.hash);
  });
});
