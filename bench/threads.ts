import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { atLeast, atMost, type Figure, median, print } from './figure.ts';

const ROUNDS = 3;
const REPLICATIONS = 3;
const LEAST_OF_PROCESSES = 0.95;
const MOST_MEGABYTES = 60;
const program = new URL('../bin/gridbeat.js', import.meta.url).pathname;

interface Ran {
  readonly seconds: number;
  readonly peakMegabytes: number;
}

/** Runs a whole program and watches its resident memory; Linux only. */
function run(threads: number, replications: number): Promise<Ran> {
  const options = ['--days', '7', '--warmup', '7', '--set', 'horizon.drainDays=0', '--json'];
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'run', ...options, '--threads', String(threads), '--replications', String(replications)],
    { stdio: 'ignore' },
  );
  let peak = 0;
  const watch = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 50);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) resolve({ seconds: (performance.now() - start) / 1000, peakMegabytes: peak / 1024 });
      else reject(new Error(`a run ended with ${code}`));
    });
  });
}

/** What two threads gain against two processes that know nothing of each other, and what a thread more costs in memory. */
export async function benchThreads(): Promise<Figure[]> {
  await run(1, 1);
  const gains: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const apart = await Promise.all([run(1, REPLICATIONS), run(1, REPLICATIONS)]);
    const together = await run(2, 2 * REPLICATIONS);
    gains.push(Math.max(...apart.map(({ seconds }) => seconds)) / together.seconds);
  }
  const two = await run(2, 8);
  const four = await run(4, 8);
  return [
    atLeast('two threads, of what two processes gain', median(gains), 'x', LEAST_OF_PROCESSES),
    { name: 'resident memory at its peak, two threads', value: two.peakMegabytes, unit: 'MB' },
    atMost('memory for each thread more', (four.peakMegabytes - two.peakMegabytes) / 2, 'MB', MOST_MEGABYTES),
  ];
}

if (import.meta.main) print(await benchThreads());
