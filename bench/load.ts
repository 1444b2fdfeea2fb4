import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { atMost, type Figure, median, print } from './figure.ts';
import { CONNECTIONS, GENERATORS, type Generator, type Round } from './load-generator.ts';

const ROUNDS = 9;
const REPORTS = 10_000;
const PACED = { count: 2000, rate: 1000 };
const MOST_OF_AUTOCANNON = 1.6;
const K6 = fileURLToPath(new URL('load-k6.ts', import.meta.url));

type Taken = ReadonlyMap<Generator, readonly number[]>;

const start = (file: string) => fork(fileURLToPath(new URL(file, import.meta.url)));

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message');
  return message as T;
}

/** CPU microseconds a report of each generator in rounds that take turns; the first round warms up and is left out. */
async function rounds(children: ReadonlyMap<Generator, ChildProcess>, round: Round): Promise<Taken> {
  const taken = new Map<Generator, number[]>();
  for (let i = 0; i <= ROUNDS; i++) {
    for (const [generator, child] of children) {
      child.send({ generator, round });
      const microseconds = await told<number>(child);
      taken.set(generator, i === 0 ? [] : [...(taken.get(generator) ?? []), microseconds]);
    }
  }
  return taken;
}

/** Medians; of what lies between two of them the median of the rounds' own differences. */
function figures(name: string, taken: Taken): Figure[] {
  const of = (generator: Generator) => taken.get(generator) ?? [];
  const between = (one: Generator, other: Generator, what: (a: number, b: number) => number) =>
    median(of(one).map((value, i) => what(value, of(other)[i])));
  const over = (what: string, one: Generator, other: Generator): Figure => ({
    name: `${name}: ${what}`,
    value: between(one, other, (a, b) => a - b),
    unit: 'us CPU/report',
  });
  const own = (what: string, generator: Generator): Figure => ({
    name: `${name}: ${what}`,
    value: median(of(generator)),
    unit: 'us CPU/report',
  });
  const cannon = of('autocannon').length > 0;
  const ratio = () => between('gridbeat', 'autocannon', (a, b) => a / b);
  return [
    ...(cannon ? [own('autocannon, POST alone', 'autocannon')] : []),
    own('gridbeat, POST + JSON + checks', 'gridbeat'),
    ...(cannon ? [atMost(`${name}: that over autocannon`, ratio(), 'x', MOST_OF_AUTOCANNON)] : []),
    over('its history, on top', 'history', 'gridbeat'),
    over('its judge, on top of both', 'judge', 'history'),
  ];
}

/**
 * The same by k6, its start included; nothing where there is no k6. The shell's `times` tells the CPU of what it ran, on
 * its second line: `0m1.230s 0m0.450s`.
 */
async function k6(url: string): Promise<Figure[]> {
  const reports = ROUNDS * REPORTS;
  const args = ['--vus', String(CONNECTIONS), '--iterations', String(reports), '--env', `URL=${url}`, K6];
  const run = promisify(execFile)('sh', ['-c', 'k6 run --quiet "$@" >/dev/null 2>&1 && times', 'k6', ...args]);
  const stdout = await run.then(
    (output) => output.stdout,
    () => '',
  );
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, m, s]) => sum + 60 * Number(m) + Number(s),
    0,
  );
  if (seconds === 0) return [];
  return [
    {
      name: `${CONNECTIONS} at once: k6, POST + JSON + checks`,
      value: (seconds * 1e6) / reports,
      unit: 'us CPU/report',
    },
  ];
}

/** CPU of sending a report beside autocannon's, each in a process of its own, on one server that is in another. */
export async function benchLoad(): Promise<Figure[]> {
  const server = start('load-server.ts');
  const url = await told<string>(server);
  const children = new Map(GENERATORS.map((generator) => [generator, start('load-generator.ts')]));
  const paced = new Map([...children].filter(([generator]) => generator !== 'autocannon'));
  try {
    return [
      ...figures(`${CONNECTIONS} at once`, await rounds(children, { url, count: REPORTS })),
      ...(await k6(url)),
      ...figures(`${PACED.rate} a second`, await rounds(paced, { url, ...PACED })),
    ];
  } finally {
    for (const child of [server, ...children.values()]) child.disconnect();
  }
}

if (import.meta.main) print(await benchLoad());
