import { metrics } from './metrics.ts';

type Checks<T> = Readonly<Record<string, (value: T) => boolean>>;

export function check<T>(value: T, checks: Checks<T>): boolean {
  const results = Object.entries(checks).map(([name, holds]) => ({ name, passed: holds(value) }));
  for (const { name, passed } of results) {
    metrics.add('checks', passed ? 1 : 0);
    if (!passed) metrics.failures.add(name);
  }
  return results.every(({ passed }) => passed);
}

export function fail(reason: string): never {
  throw new Error(reason);
}

/** Blocks, as it does in k6. */
export function sleep(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}
