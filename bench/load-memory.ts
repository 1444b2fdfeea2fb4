import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { OPERATION_NAMES } from '../src/load/history/record.ts';
import { Judge } from '../src/load/invariants/judge.ts';
import { Recorder, SECTIONS } from '../src/load/recorder.ts';
import { atMost, type Figure, print } from './figure.ts';

const SAMPLES = 32_000_000;
const MOST_MEGABYTES = 200;
const REPORTS = 100_000;
/** Operations of one wall second of the recording, after which it starts the next. */
const SECOND = 10_000;

interface Kept {
  readonly peakMegabytes: number;
  readonly grownMegabytes: number;
  readonly bytesPerReport: number;
}

/** Operations of every name in every section, with latencies from 50 microseconds to an hour. */
function record(recorder: Recorder, samples: number): void {
  const operations = OPERATION_NAMES.flatMap((name) =>
    Array.from({ length: SECTIONS }, (_, section) => ({ name, section, due: 0, actor: 0, body: () => ({}) })),
  );
  // Service and response time are two samples.
  for (let i = 0; i < samples / 2; i++) {
    const operation = operations[i % operations.length];
    const milliseconds = 0.05 * 7.2e7 ** (((i * 40_503) % 65_536) / 65_536);
    recorder.due(operation);
    recorder.sent(operation, 1);
    recorder.lateBy(operation, milliseconds / 100);
    recorder.answered(operation, milliseconds);
    recorder.ended(operation, true, milliseconds);
    recorder.decided(operation.section, milliseconds);
    if (i % SECOND === 0) recorder.second.reset();
  }
}

/** Reports that are acknowledged, and nothing else. */
function judged(reports: number): Judge {
  const judge = new Judge();
  for (let reference = 1; reference <= reports; reference++) {
    const body = { at: reference, reference, kind: 'fallen-tree', severity: 'moderate', channel: 'hotline', crews: 1 };
    const key = `r-${reference}`;
    const actor = `reporter-${reference}`;
    judge.feed({ t: 'invoke', op: reference, at: reference, due: reference, name: 'report', key, actor, body });
    const answer = { id: reference, reference, now: reference };
    judge.feed({ t: 'ok', op: reference, at: reference + 0.5, status: 201, body: answer });
  }
  return judge;
}

function heapUsed(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function measure(): Kept {
  const recorder = new Recorder(10);
  record(recorder, SAMPLES / 32);
  const before = process.memoryUsage.rss();
  record(recorder, SAMPLES);
  const grown = process.memoryUsage.rss() - before;
  const peak = process.resourceUsage().maxRSS;
  const empty = heapUsed();
  const judge = judged(REPORTS);
  const bytesPerReport = (heapUsed() - empty) / REPORTS;
  if (judge.finish().operations.report?.ok !== REPORTS) throw new Error('the judge has not taken all reports');
  return { peakMegabytes: (peak * 1024) / 1e6, grownMegabytes: grown / 1e6, bytesPerReport };
}

/** What a load test keeps in memory, however long it runs; in a process of its own. */
export async function benchLoadMemory(): Promise<Figure[]> {
  const child = fork(fileURLToPath(import.meta.url), ['measure'], { execArgv: ['--expose-gc'] });
  const [kept] = (await once(child, 'message')) as [Kept];
  return [
    atMost('peak memory over 32 million recorded samples', kept.peakMegabytes, 'MB', MOST_MEGABYTES),
    { name: 'growth from the first million on', value: kept.grownMegabytes, unit: 'MB' },
    { name: 'what the judge keeps of a report', value: kept.bytesPerReport, unit: 'bytes' },
  ];
}

if (process.argv[2] === 'measure') process.send?.(measure());
else if (import.meta.main) print(await benchLoadMemory());
