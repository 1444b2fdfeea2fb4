/** Mean distance to the nearest of points scattered at random (Poisson) in the plane, by their density. */
export function nearestStraight(density: number): number {
  return 0.5 / Math.sqrt(density);
}

/** The same where ways run along two directions at right angles. */
export function nearestRightAngle(density: number): number {
  return Math.sqrt(Math.PI / 8) / Math.sqrt(density);
}

/** Probability that an incident which lasts `ratio` times the time between visits is met, visits being regular. */
export function metByRegularVisits(ratio: number): number {
  return Math.min(1, ratio);
}

/** The same where visits come at random (Poisson). */
export function metByRandomVisits(ratio: number): number {
  return -Math.expm1(-ratio);
}
