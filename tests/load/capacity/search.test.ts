import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { CapacitySearch, type Outcome } from '../../../src/load/capacity/search.ts';

const SETTING = { first: 1, least: 1 / 16, most: 64, resolution: 0.05 } as const;
const MOST_TRIALS = 60;

/** Searches with outcomes as `outcomeAt` gives them; what it ends with. */
function searched(outcomeAt: (multiple: number) => Outcome) {
  const search = new CapacitySearch(SETTING);
  let trials = 0;
  for (let multiple = search.next(); multiple !== undefined && trials < MOST_TRIALS; multiple = search.next()) {
    expect(multiple).toBeGreaterThanOrEqual(SETTING.least);
    expect(multiple).toBeLessThanOrEqual(SETTING.most);
    search.record(multiple, outcomeAt(multiple));
    trials++;
  }
  return { low: search.low, high: search.high, trials };
}

const edges = fc.double({ min: Math.log(0.08), max: Math.log(60), noNaN: true }).map(Math.exp);

test('without noise the edge lies between the two multiples, which are no further apart than the resolution', () => {
  fc.assert(
    fc.property(edges, fc.constantFrom<Outcome>('broken', 'invalid'), (edge, beyond) => {
      const { low, high, trials } = searched((multiple) => (multiple <= edge ? 'held' : beyond));
      expect(low?.multiple).toBeLessThanOrEqual(edge);
      expect(high?.multiple).toBeGreaterThan(edge);
      expect((high?.multiple ?? 0) / (low?.multiple ?? 1)).toBeLessThanOrEqual(1 + SETTING.resolution);
      expect([low?.isSure, high?.isSure, high?.verdict]).toEqual([true, true, beyond]);
      // Seven doublings or halvings, five halvings of what is between, one more trial at each end; those that are not
      // valid are repeated at once.
      expect(trials).toBeLessThanOrEqual(beyond === 'invalid' ? 24 : 14);
    }),
  );
});

test('an edge outside the bounds is told as one-sided', () => {
  const above = searched(() => 'held');
  expect([above.low?.multiple, above.high]).toEqual([SETTING.most, undefined]);
  const below = searched(() => 'broken');
  expect([below.low, below.high?.multiple]).toEqual([undefined, SETTING.least]);
});

/** The share of searches that end with the edge no further than so many resolutions outside of what they found. */
function shareRight(trialsOf: (edge: number, draw: () => number) => (multiple: number) => Outcome, slack: number) {
  const draw = seedrandom('capacity');
  const number = 1000;
  let right = 0;
  for (let i = 0; i < number; i++) {
    const edge = Math.exp(Math.log(0.2) + draw() * Math.log(100));
    const { low, high } = searched(trialsOf(edge, draw));
    const margin = (1 + SETTING.resolution) ** slack;
    if ((low?.multiple ?? 0) / margin <= edge && edge <= (high?.multiple ?? Number.POSITIVE_INFINITY) * margin) right++;
  }
  return right / number;
}

test('with one trial in twenty wrong anywhere, 95 of 100 searches still have the edge between what they found', () => {
  const wrong = (edge: number, draw: () => number) => (multiple: number) =>
    multiple <= edge !== draw() < 0.05 ? 'held' : 'broken';
  expect(shareRight(wrong, 0)).toBeGreaterThan(0.95);
});

test('where trials near the edge go either way, 95 of 100 searches end within one resolution of it', () => {
  // One trial in nine is wrong 5 % from the edge, one in sixty at 10 %.
  const fuzzy = (edge: number, draw: () => number) => (multiple: number) => {
    const distance = Math.log(multiple / edge) / Math.log(1 + SETTING.resolution);
    return draw() < 1 / (1 + Math.exp(2.08 * distance)) ? 'held' : 'broken';
  };
  expect(shareRight(fuzzy, 1)).toBeGreaterThan(0.95);
});
