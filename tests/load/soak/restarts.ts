import { setTimeout as wait } from 'node:timers/promises';
import type { Served } from '../served.ts';

interface Plan {
  readonly signal: 'SIGTERM' | 'SIGKILL';
  readonly seed: number;
  /** It is ended so often at most. */
  readonly most: number;
  /** Longest that it is let alone, milliseconds. */
  readonly longest: number;
}

/** Numbers from 0 up to 1; mulberry32. */
export function draws(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function isRunning(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/v1/health`);
  return ((await answer.json()) as { exercise: string }).exercise === 'running';
}

/**
 * While a load lasts, ends the server at random instants and starts it again on the same database and port. Waits for the
 * exercise to begin first, and for the load to end at last. Resolves with how often.
 */
export async function restarting(
  served: Served,
  load: Promise<unknown>,
  { signal, seed, most, longest }: Plan,
): Promise<number> {
  let over = false;
  const ended = load.finally(() => {
    over = true;
  });
  ended.catch(() => {});
  const random = draws(seed);
  while (!over && !(await isRunning(served.url))) await wait(50);
  let times = 0;
  while (times < most) {
    await wait(random() * longest);
    if (over) break;
    await served.end(signal);
    times++;
    await served.start();
  }
  await ended;
  return times;
}
