/**
 * Kolmogorov's distance of values from the uniform distribution on (0, 1), times sqrt(n) + 0.12 + 0.11 / sqrt(n), which
 * makes its distribution that of the limit. Stephens, "EDF statistics for goodness of fit", JASA 69 (1974).
 */
export function distanceFromUniform(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let distance = 0;
  for (let i = 0; i < n; i++) distance = Math.max(distance, (i + 1) / n - sorted[i], sorted[i] - i / n);
  const root = Math.sqrt(n);
  return distance * (root + 0.12 + 0.11 / root);
}

/** The distance that is passed with probability `level`: the limit distribution's first term, exact to 1e-7 below 1 %. */
export function distanceLimit(level: number): number {
  return Math.sqrt(-0.5 * Math.log(level / 2));
}
