import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Draws } from '../src/kernel/random.ts';
import { atMost, type Figure, print } from './figure.ts';

const ROWS = 1_000_000;
const MOST_SECONDS = 30;
const MOST_MEGABYTES = 300;
const COLUMNS = 'opened,dispatched,arrived,closed,target,category,channel,area,longitude,latitude';
const GRIDBEAT = fileURLToPath(new URL('../bin/gridbeat.js', import.meta.url));
/** Threads have exits of their own, before the process has come to its peak. */
const TELL_MEMORY = `import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS));`;

/** Two years of a busy city: 30 categories, all columns, some cases that wait for days. */
async function writeLog(file: string): Promise<void> {
  const out = createWriteStream(file);
  const draws = new Draws('bench', 0);
  const text = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
  let opened = Date.UTC(2022, 0, 1) / 1000;
  let block = `${COLUMNS}\n`;
  for (let row = 0; row < ROWS; row++) {
    const u = (purpose: number): number => draws.uniform(purpose, row, 0, 0);
    const wait = (purpose: number, mean: number): number => -mean * Math.log(u(purpose));
    opened += wait(1, (opened / 3600) % 24 < 7 ? 140 : 47);
    const dispatched = opened + wait(2, 400);
    const arrived = dispatched + wait(3, 900);
    const closed = arrived + wait(4, 1500) + (u(5) < 0.1 ? wait(6, 300_000) : 0);
    const times = [opened, dispatched, arrived, closed, opened + 86_400].map(text).join(',');
    const category = Math.floor(30 * u(7) * u(8));
    block += `${times},Category ${category},${u(9) < 0.6 ? 'phone' : 'app'},Area ${Math.floor(80 * u(10))},${(119 + u(11)).toFixed(6)},${(32 + u(12)).toFixed(6)}\n`;
    if (block.length > 1 << 18) {
      if (!out.write(block)) await once(out, 'drain');
      block = '';
    }
  }
  out.end(block);
  await once(out, 'finish');
}

/** Calibrating on a million rows, the last part predicted: the installed program in a process of its own. */
export async function benchCalibration(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gridbeat-bench-'));
  try {
    const map = join(folder, 'map.yaml');
    const columns = COLUMNS.split(',').map((name) => `${name}: ${name}`);
    await writeFile(map, `time: {zone: Asia/Shanghai, dates: yearFirst}\ncolumns: {${columns.join(', ')}}\n`);
    await writeLog(join(folder, 'log.csv'));
    const start = performance.now();
    const args = ['calibrate', join(folder, 'log.csv'), '--map', map, '--out', join(folder, 'out')];
    const child = spawn(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(TELL_MEMORY)}`, GRIDBEAT, ...args],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const [code] = await once(child, 'close');
    const seconds = (performance.now() - start) / 1000;
    const kilobytes = Number(/peak (\d+)/.exec(told)?.[1]);
    if (code !== 0 || Number.isNaN(kilobytes)) throw new Error(`calibrate ended with ${code}: ${told}`);
    return [
      atMost('calibrating on 1,000,000 rows, check included', seconds, 's', MOST_SECONDS),
      atMost('its peak memory', (kilobytes * 1024) / 1e6, 'MB', MOST_MEGABYTES),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (import.meta.main) print(await benchCalibration());
