import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventQueue } from '../src/kernel/queue.ts';
import { type Figure, median, print } from './figure.ts';

const OF_C = 0.85;
const OF_SIMPY = 8;
const ROUNDS = 7;
const HOLDS = 500_000;
const SIMPY_HOLDS = 30_000;
/** A power of two: both sides wrap around by a mask. */
const INCREMENTS = 65_536;
const DAY = 86_400;

/** Increments in seconds, from one uniform each. */
const PATTERNS: Record<string, (u: number) => number> = {
  exponential: (u) => -Math.log(u),
  'one second to 30 days': (u) => Math.exp(u * Math.log(30 * DAY)),
  'half seconds, half days': (u) => (u < 0.5 ? -5 * Math.log(2 * u) : 60 * DAY * (u - 0.5)),
  'whole seconds': (u) => Math.floor(-10 * Math.log(u)),
};

/** Marsaglia's xorshift32. */
function increments(pattern: (u: number) => number): Float64Array {
  let state = 2463534242;
  return Float64Array.from({ length: INCREMENTS }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return pattern(((state >>> 0) + 0.5) / 2 ** 32);
  });
}

interface Run {
  /** Nanoseconds per hold. */
  readonly cost: number;
  /** Over the order in which payloads came out. */
  readonly checksum: number;
}

/** The hold model of bench/queue.c on the event queue. */
function hold(pending: number, holds: number, steps: Float64Array): Run {
  const queue = new EventQueue();
  const mask = steps.length - 1;
  let at = 0;
  let checksum = 0;
  let start = 0;
  for (let i = 0; i < pending; i++) queue.push(steps[at++ & mask], i);
  for (let i = -Math.trunc(holds / 4); i < holds; i++) {
    if (i === 0) start = performance.now();
    queue.pop();
    checksum = (Math.imul(checksum, 31) + queue.payload) | 0;
    queue.push(queue.time + steps[at++ & mask], queue.payload);
  }
  return { cost: ((performance.now() - start) / holds) * 1e6, checksum: checksum >>> 0 };
}

/** The first Python that has SimPy 3; undefined when none has. */
function pythonWithSimpy(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => {
    try {
      return (
        execFileSync(python, ['-c', 'import simpy; print(simpy.__version__)'], { stdio: 'pipe' }).toString()[0] === '3'
      );
    } catch {
      return false;
    }
  });
}

/**
 * Throughput of the event queue under the hold model relative to a C binary heap (gcc -O2) and to SimPy 3, run in turns.
 * Needs gcc; without SimPy 3 (Debian: python3-simpy3) that comparison is left out, and its line says so.
 */
export async function benchQueue(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-bench-'));
  try {
    const program = join(folder, 'queue');
    execFileSync('gcc', ['-O2', '-o', program, join(import.meta.dirname, 'queue.c')]);
    const python = pythonWithSimpy();
    return [10_000, 100_000].flatMap((pending) =>
      Object.entries(PATTERNS).flatMap(([name, pattern]) =>
        compare(name, increments(pattern), pending, folder, python),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compare(name: string, steps: Float64Array, pending: number, folder: string, python?: string): Figure[] {
  const file = join(folder, 'increments');
  writeFileSync(file, steps);
  const where = `${name}, ${pending} pending`;
  const ours: number[] = [];
  const toC: number[] = [];
  const toSimpy: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const run = hold(pending, HOLDS, steps);
    const output = execFileSync(join(folder, 'queue'), [String(pending), String(HOLDS), file]).toString();
    const [cost, checksum] = output.split(' ').map(Number);
    if (checksum !== run.checksum) throw new Error(`${where}: the two queues pop in different orders`);
    // The first round only warms up the compiler.
    if (round < 0) continue;
    ours.push(run.cost);
    toC.push(cost / run.cost);
    if (python === undefined || name !== 'exponential' || round >= 3) continue;
    const script = join(import.meta.dirname, 'queue_simpy.py');
    toSimpy.push(Number(execFileSync(python, [script, String(pending), String(SIMPY_HOLDS), file])) / run.cost);
  }
  const figures: Figure[] = [
    { name: `hold, ${where}`, value: median(ours), unit: 'ns' },
    { name: `against C, ${where}`, value: median(toC), unit: 'x', target: `>= ${OF_C}`, met: median(toC) >= OF_C },
  ];
  if (name !== 'exponential') return figures;
  const simpy = { name: `against SimPy 3, ${where}`, unit: 'x', target: `>= ${OF_SIMPY}` };
  if (python === undefined) return [...figures, { ...simpy, name: `${simpy.name}: not installed`, value: Number.NaN }];
  return [...figures, { ...simpy, value: median(toSimpy), met: median(toSimpy) >= OF_SIMPY }];
}

if (import.meta.main) print(await benchQueue());
