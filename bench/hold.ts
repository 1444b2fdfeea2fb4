import { EventQueue } from '../src/kernel/queue.ts';

const INCREMENTS = 65_536;

/** CPU nanoseconds of one bare hold operation (take the earliest, put it back later) at so many pending. */
export function holdNanoseconds(pending: number, operations = 1_000_000): number {
  const queue = new EventQueue(pending);
  const steps = Float64Array.from(
    { length: INCREMENTS },
    (_, i) => -Math.log((((i * 40_503) % INCREMENTS) + 0.5) / INCREMENTS),
  );
  for (let i = 0; i < pending; i++) queue.push(steps[i & (INCREMENTS - 1)], i);
  const run = (times: number) => {
    for (let i = 0; i < times; i++) {
      queue.pop();
      queue.push(queue.time + steps[i & (INCREMENTS - 1)], queue.payload);
    }
  };
  run(operations / 4);
  const before = process.cpuUsage();
  run(operations);
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / operations;
}
