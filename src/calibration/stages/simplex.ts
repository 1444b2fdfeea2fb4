/**
 * The lowest point of a function of two variables near a start: Nelder and Mead, "A simplex method for function
 * minimization", Computer Journal 7 (1965).
 */
export function lowest(
  f: (a: number, b: number) => number,
  start: readonly [number, number],
  step = 0.3,
): [number, number] {
  let points = [start, [start[0] + step, start[1]], [start[0], start[1] + step]].map(([a, b]) => ({
    a,
    b,
    f: f(a, b),
  }));
  for (let i = 0; i < 200; i++) {
    points = points.sort((p, q) => p.f - q.f);
    const [best, good, worst] = points;
    if (Math.abs(worst.f - best.f) <= 1e-11 * (1 + Math.abs(best.f)) && Math.abs(worst.a - best.a) < 1e-6) break;
    const middle = { a: (best.a + good.a) / 2, b: (best.b + good.b) / 2 };
    const at = (t: number) => {
      const a = middle.a + t * (worst.a - middle.a);
      const b = middle.b + t * (worst.b - middle.b);
      return { a, b, f: f(a, b) };
    };
    const reflected = at(-1);
    if (reflected.f < best.f) {
      const further = at(-2);
      points[2] = further.f < reflected.f ? further : reflected;
    } else if (reflected.f < good.f) points[2] = reflected;
    else {
      const nearer = at(reflected.f < worst.f ? -0.5 : 0.5);
      if (nearer.f < Math.min(worst.f, reflected.f)) points[2] = nearer;
      else {
        points = points.map((p, k) => {
          if (k === 0) return p;
          const [a, b] = [(p.a + best.a) / 2, (p.b + best.b) / 2];
          return { a, b, f: f(a, b) };
        });
      }
    }
  }
  const best = points.reduce((p, q) => (q.f < p.f ? q : p));
  return [best.a, best.b];
}
