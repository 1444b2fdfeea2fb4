/** A controlled margin: cell -> group, and what each group's cells must add up to. */
export interface Margin {
  readonly group: ArrayLike<number>;
  readonly totals: ArrayLike<number>;
}

/**
 * Iterative proportional fitting (Deming and Stephan 1940): the table closest to `start` in relative entropy whose sums
 * meet every margin. Zeros stay zero. Throws if the margins are not met to `tolerance` (relative) in 500 rounds.
 */
export function fitTable(start: ArrayLike<number>, margins: readonly Margin[], tolerance = 1e-10): Float64Array {
  const table = Float64Array.from(start);
  for (let round = 0; round < 500; round++) {
    let worst = 0;
    for (const { group, totals } of margins) {
      const sums = new Float64Array(totals.length);
      for (let cell = 0; cell < table.length; cell++) sums[group[cell]] += table[cell];
      for (let i = 0; i < sums.length; i++) {
        if (totals[i] > 0) worst = Math.max(worst, Math.abs(sums[i] / totals[i] - 1));
      }
      for (let cell = 0; cell < table.length; cell++) {
        const sum = sums[group[cell]];
        if (sum > 0) table[cell] *= totals[group[cell]] / sum;
      }
    }
    if (worst <= tolerance) return table;
  }
  throw new Error('the margins contradict each other or the zeros of the table');
}

/** The margins of a rows x columns table. */
export function twoWay(rowSums: ArrayLike<number>, columnSums: ArrayLike<number>): Margin[] {
  const columns = columnSums.length;
  const cells = rowSums.length * columns;
  return [
    { group: Int32Array.from({ length: cells }, (_, cell) => Math.floor(cell / columns)), totals: rowSums },
    { group: Int32Array.from({ length: cells }, (_, cell) => cell % columns), totals: columnSums },
  ];
}

/**
 * How many of `number` households have 1, 2, 3, ... members so that they hold exactly `people`: `shares` tilted by a
 * geometric factor to the mean wanted (the closest distribution in relative entropy), then made whole.
 */
export function sizeCounts(shares: readonly number[], number: number, people: number): Int32Array {
  if (people < number || people > number * shares.length) {
    throw new Error(`${number} households of 1 to ${shares.length} cannot hold ${people} people`);
  }
  if (number === 0) return new Int32Array(shares.length);
  const tilted = (factor: number): number[] => {
    let power = 1;
    return shares.map((share) => {
      power *= factor;
      return share * power;
    });
  };
  const mean = (weights: number[]): number =>
    weights.reduce((sum, weight, i) => sum + weight * (i + 1), 0) / weights.reduce((sum, weight) => sum + weight, 0);
  let low = 1e-6;
  let high = 1e6;
  for (let step = 0; step < 200; step++) {
    const middle = Math.sqrt(low * high);
    if (mean(tilted(middle)) < people / number) low = middle;
    else high = middle;
  }
  const weights = tilted(low);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const counts = Int32Array.from(weights, (weight) => Math.floor((number * weight) / sum));
  let missing = number - counts.reduce((total, count) => total + count, 0);
  let short = people - counts.reduce((total, count, i) => total + count * (i + 1), 0);
  for (; missing > 0; missing--) {
    const size = Math.min(shares.length, Math.max(1, Math.round(short / missing)));
    counts[size - 1]++;
    short -= size;
  }
  const step = Math.sign(short);
  for (let size = 1; short !== 0; size = (size % shares.length) + 1) {
    const to = size + step;
    if (to < 1 || to > shares.length || counts[size - 1] === 0) continue;
    counts[size - 1]--;
    counts[to - 1]++;
    short -= step;
  }
  return counts;
}
