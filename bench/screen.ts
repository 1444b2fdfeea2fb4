import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { atMost, type Figure, median, print } from './figure.ts';

const ROUNDS = 5;
const MOST_FRAME_MILLISECONDS = 20;
const MOST_FIRST_SECONDS = 0.5;
const SIZE = { cols: 120, rows: 40 } as const;
const FRAMES = fileURLToPath(new URL('./screen-frames.ts', import.meta.url));
const MAIN = fileURLToPath(new URL('../bin/gridbeat.js', import.meta.url));

/** CPU milliseconds that a frame takes, every number of it new, drawn on a real terminal. */
async function frame(folder: string): Promise<number> {
  const file = join(folder, 'frame');
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [FRAMES, file], { ...SIZE, env });
  await new Promise((resolve) => child.onExit(resolve));
  return Number(readFileSync(file, 'utf8'));
}

/** Seconds from the start of `load` to its first frame; the backend is one that never answers. */
async function first(url: string, folder: string): Promise<number> {
  const began = performance.now();
  const env = { ...process.env, CI: '' };
  const child = spawn(process.execPath, [MAIN, 'load', 'storm', '--backend', url], { ...SIZE, cwd: folder, env });
  const seconds = await new Promise<number>((resolve) => {
    child.onData((data) => {
      if (data.includes('Gridbeat ·')) resolve((performance.now() - began) / 1000);
    });
  });
  const ended = new Promise((resolve) => child.onExit(resolve));
  child.kill('SIGKILL');
  await ended;
  return seconds;
}

/** The live screen of a load: what a frame costs, and how soon the first one is there. Needs a build. */
export async function benchScreen(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-bench-'));
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const frames: number[] = [];
  const firsts: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      frames.push(await frame(folder));
      firsts.push(await first(url, folder));
    }
  } finally {
    silent.close();
    rmSync(folder, { recursive: true });
  }
  return [
    atMost(
      'a frame of the live screen at 120 x 40, every number new',
      median(frames),
      'ms CPU',
      MOST_FRAME_MILLISECONDS,
    ),
    atMost('from the start of load to its first frame, city cached', median(firsts), 's', MOST_FIRST_SECONDS),
  ];
}

if (import.meta.filename === process.argv[1]) print(await benchScreen());
