/**
 * Special functions of the model, from exp, log, sqrt, sin and cos alone: these agree between the Node versions supported,
 * `Math.pow` does not.
 */

/** x^y for x >= 0, as exp(y log x): relative error about 2^-52 x (1 + |y log x|). */
export function pow(x: number, y: number): number {
  if (x === 0) return y === 0 ? 1 : y > 0 ? 0 : Number.POSITIVE_INFINITY;
  return Math.exp(y * Math.log(x));
}

/** Coefficients of AS 241's rational approximations, constant term first. */
const CENTRE_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
  33430.57558358813, 2509.0809287301227,
];
const CENTRE_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
  5226.495278852854,
];
const TAIL_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
  0.022723844989269184, 0.0007745450142783414,
];
const TAIL_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
  1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
  return sum;
}

/**
 * Inverse of the standard normal distribution function; u in [0, 1], NaN outside. Relative error about 1e-15.
 * Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988), PPND16.
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  const tail = q < 0 ? u : 1 - u;
  if (tail === 0) return Math.sign(q) * Number.POSITIVE_INFINITY;
  const s = Math.sqrt(-Math.log(tail));
  const z =
    s <= 5
      ? polynomial(TAIL_TOP, s - 1.6) / polynomial(TAIL_BOTTOM, s - 1.6)
      : polynomial(FAR_TOP, s - 5) / polynomial(FAR_BOTTOM, s - 5);
  return q < 0 ? -z : z;
}

/** What Stirling's formula leaves out of log Gamma(x), for x >= 10; absolute error below 1e-16. */
function stirlingRest(x: number): number {
  const s = 1 / (x * x);
  const inner = 1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360 - s / 156)));
  return (1 / 12 - s * (1 / 360 - s * inner)) / x;
}

const HALF_LOG_2PI = 0.9189385332046728;

/** log Gamma(x) for x > 0; error about 2e-15 x (1 + |log Gamma(x)|). */
export function logGamma(x: number): number {
  let y = x;
  let product = 1;
  while (y < 10) {
    product *= y;
    y += 1;
  }
  return (y - 0.5) * Math.log(y) - y + HALF_LOG_2PI + stirlingRest(y) - Math.log(product);
}

/** x^a e^-x / Gamma(a + 1), without the cancellation that its logarithm suffers at large `a`. */
function gammaPower(a: number, x: number): number {
  if (x === 0) return 0;
  if (a < 10) return Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  const d = (x - a) / a;
  return Math.exp(a * (Math.log1p(d) - d) - stirlingRest(a) - HALF_LOG_2PI - 0.5 * Math.log(a));
}

/**
 * Both tails of the gamma distribution (scale 1) at x >= 0: `lower` = P(shape, x), `upper` = Q(shape, x), and `density`.
 * Each tail is relatively exact (about 1e-14) where it is the one computed by its own expansion, that is where it is small.
 */
export function gammaTails(shape: number, x: number): { lower: number; upper: number; density: number } {
  const power = gammaPower(shape, x);
  const density = x > 0 ? (power * shape) / x : 0;
  if (x < shape + 1) {
    let term = 1;
    let sum = 1;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    const lower = Math.min(1, power * sum);
    return { lower, upper: 1 - lower, density };
  }
  const fraction = continuedFraction(
    (n) => (n === 0 ? 1 : n * (shape - n)),
    (n) => x + 2 * n + 1 - shape,
  );
  const upper = Math.min(1, power * shape * fraction);
  return { lower: 1 - upper, upper, density };
}

/**
 * Quantile of the gamma distribution with scale 1: the x with P(shape, x) = u, u in (0, 1). Relative error about 1e-12.
 * Newton's method on the logarithm of the smaller tail over log x.
 */
export function gammaQuantile(shape: number, u: number): number {
  const leading = (Math.log(u) + logGamma(shape + 1)) / shape;
  // P(shape, x) is its leading term x^shape / Gamma(shape + 1) to double precision here.
  if (leading < -40) return Math.exp(leading);
  const z = normalQuantile(u);
  const w = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
  const wilsonHilferty = w > 0.1 ? Math.log(shape) + 3 * Math.log(w) : leading;
  const fromBelow = u < 0.5;
  const logTail = Math.log(fromBelow ? u : 1 - u);
  const y = newton(shape < 0.5 ? Math.min(leading, 1) : wilsonHilferty, (log) => {
    const x = Math.exp(log);
    const { lower, upper, density } = gammaTails(shape, x);
    return fromBelow ? -tailStep(logTail, lower, x * density) : tailStep(logTail, upper, x * density);
  });
  return Math.exp(y);
}

/**
 * Quantile of Student's t with `df` > 0 degrees of freedom at p in (0, 1). Relative error about 1e-12, 1e-10 at df = 1e5.
 * Newton's method on the logarithm of the tail, an incomplete beta function, over log t.
 */
export function studentTQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  const logTail = Math.log(Math.min(p, 1 - p));
  const logBeta = logGamma(df / 2) + logGamma(0.5) - logGamma((df + 1) / 2);
  const y = newton(Math.log(Math.abs(normalQuantile(p))), (log) => {
    const t = Math.exp(log);
    const square = t * t;
    const tail = 0.5 * betaLower(df / 2, 0.5, df / (df + square), square / (df + square));
    const density = Math.exp(-0.5 * (df + 1) * Math.log1p(square / df) - logBeta) / Math.sqrt(df);
    return tailStep(logTail, tail, t * density);
  });
  return p < 0.5 ? -Math.exp(y) : Math.exp(y);
}

/** The regularised incomplete beta function I_x(a, b); `y` = 1 - x is given apart, as it may be tiny. */
function betaLower(a: number, b: number, x: number, y: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - betaLower(b, a, y, x);
  const power = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y));
  const numerator = (n: number) => {
    if (n === 0) return 1;
    const m = n >> 1;
    if (n % 2 === 0) return (m * (b - m) * x) / ((a + n - 1) * (a + n));
    return (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
  };
  return (power / a) * continuedFraction(numerator, () => 1);
}

/** numerator(0) / (denominator(0) + numerator(1) / (denominator(1) + ...)), by Lentz's method as modified by Thompson. */
function continuedFraction(numerator: (n: number) => number, denominator: (n: number) => number): number {
  const tiny = 1e-300;
  const awayFromZero = (v: number) => (Math.abs(v) < tiny ? tiny : v);
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / awayFromZero(denominator(0));
  let value = numerator(0) * d;
  for (let n = 1; n < 100_000; n++) {
    d = 1 / awayFromZero(denominator(n) + numerator(n) * d);
    c = awayFromZero(denominator(n) + numerator(n) / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

/** Roots are sought over logarithms: one step crosses at most e^20. */
const LONGEST_STEP = 20;

/**
 * The root of a rising function, given its Newton step (value / slope) at any point. Steps that leave the bracket known so
 * far are replaced by its middle, so that it converges from any start.
 */
export function newton(start: number, step: (y: number) => number): number {
  let y = start;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 200; i++) {
    const s = step(y);
    if (Math.abs(s) <= 1e-15 * Math.abs(y) + 1e-15) return y - s;
    if (s > 0) high = y;
    else low = y;
    y -= Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, s));
    if (!(y > low && y < high)) {
      y = (low + high) / 2;
      if (y === low || y === high) return y;
    }
  }
  return y;
}

/** The Newton step of `logTail` - log(tail) where a tail falls with the given slope; Infinity once it has underflowed. */
export function tailStep(logTail: number, tail: number, slope: number): number {
  return tail === 0 ? Number.POSITIVE_INFINITY : ((logTail - Math.log(tail)) * tail) / slope;
}
