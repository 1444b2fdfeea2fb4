import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, median, print } from './figure.ts';

const ROUNDS = 3;
const RATE = 5000;
const SECONDS = 12;
/** Milliseconds between looks at a process, and the part of its life in which it certainly sends. */
const LOOK = 100;
const SENDING = { from: 0.4, to: 0.8 } as const;
/** In which Linux counts CPU time, milliseconds. */
const TICK = 10;
const GRIDBEAT = fileURLToPath(new URL('../bin/gridbeat.js', import.meta.url));

interface Ran {
  /** CPU microseconds a report, of the main thread and of all. */
  readonly main: number;
  readonly all: number;
  /** Percent of the reports that were sent over 10 ms late by the generator's own fault. */
  readonly late: number;
}

function cpuMilliseconds(file: string): number {
  const fields = readFileSync(file, 'utf8').replace(/.*\) /, '').split(' ');
  return TICK * (Number(fields[11]) + Number(fields[12]));
}

/** One load of reports by the installed program, its threads looked at from outside; Linux only. */
async function run(url: string, threads: number): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-bench-'));
  const options = ['--reports-only', `${RATE}/s`, '--duration', `${SECONDS}s`, '--threads', String(threads)];
  const args = ['load', 'storm', '--backend', url, ...options, '--out', join(folder, 'out')];
  const child = spawn(process.execPath, [GRIDBEAT, ...args], { stdio: 'ignore' });
  const began = performance.now();
  const looks: { at: number; main: number; all: number }[] = [];
  const watch = setInterval(() => {
    const process = `/proc/${child.pid}`;
    const main = cpuMilliseconds(`${process}/task/${child.pid}/stat`);
    looks.push({ at: performance.now() - began, main, all: cpuMilliseconds(`${process}/stat`) });
  }, LOOK);
  await once(child, 'exit');
  clearInterval(watch);
  try {
    const first = looks[Math.floor(SENDING.from * looks.length)];
    const last = looks[Math.floor(SENDING.to * looks.length)];
    const reports = ((last.at - first.at) / 1000) * RATE;
    const { validity } = JSON.parse(readFileSync(join(folder, 'out', 'result.json'), 'utf8'));
    return {
      main: ((last.main - first.main) * 1000) / reports,
      all: ((last.all - first.all) * 1000) / reports,
      late: (100 * validity.late) / validity.started,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a second thread that sends takes off the main one, and what it costs; medians of rounds that take turns. */
export async function benchLoadThreads(): Promise<Figure[]> {
  const rans = new Map<number, Ran[]>([
    [1, []],
    [2, []],
  ]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [threads, all] of rans) {
      const server = fork(fileURLToPath(new URL('load-server.ts', import.meta.url)));
      const [url] = (await once(server, 'message')) as [string];
      all.push(await run(url, threads));
      server.disconnect();
    }
  }
  return [...rans].flatMap(([threads, all]) => {
    const name = `load --reports-only ${RATE}/s --threads ${threads}`;
    const of = (part: keyof Ran) => median(all.map((ran) => ran[part]));
    return [
      { name: `${name}: the main thread`, value: of('main'), unit: 'us CPU/report' },
      { name: `${name}: all threads`, value: of('all'), unit: 'us CPU/report' },
      { name: `${name}: late by its own fault`, value: of('late'), unit: '%' },
    ];
  });
}

if (import.meta.main) print(await benchLoadThreads());
