/** One line of a bench: what was measured and, where there is a target, whether it is met. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: string;
  readonly met?: boolean;
}

export function median(xs: readonly number[]): number {
  return xs.toSorted((a, b) => a - b)[Math.floor(xs.length / 2)];
}

export function atMost(name: string, value: number, unit: string, most: number): Figure {
  return { name, value, unit, target: `<= ${most}`, met: value <= most };
}

export function atLeast(name: string, value: number, unit: string, least: number): Figure {
  return { name, value, unit, target: `>= ${least}`, met: value >= least };
}

export function print(figures: readonly Figure[]): void {
  for (const { name, value, unit, target, met } of figures) {
    const verdict =
      target === undefined ? '' : `target ${target}${met === undefined ? '' : met ? '  met' : '  MISSED'}`;
    console.log(`${name.padEnd(66)} ${value.toFixed(2).padStart(10)} ${unit.padEnd(14)} ${verdict}`.trimEnd());
  }
}
