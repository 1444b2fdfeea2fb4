import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { IDEMPOTENCY_HEADER } from '../src/backend/http/api.ts';
import { Transport } from '../src/backend/http/transport.ts';
import { dispatchWire } from '../src/load/dispatch-wire.ts';
import { HistoryWriter } from '../src/load/history/writer.ts';
import { Judge } from '../src/load/invariants/judge.ts';
import { type Journal, NO_JOURNAL } from '../src/load/journal.ts';
import { JudgedJournal } from '../src/load/judged-journal.ts';
import { Recorder } from '../src/load/recorder.ts';
import { Sender } from '../src/load/sender.ts';

/** A process of its own that sends reports, so that its CPU is the sending's and nothing else's. */
export const GENERATORS = ['autocannon', 'gridbeat', 'history', 'judge'] as const;
export type Generator = (typeof GENERATORS)[number];

/** So many reports to that server: as fast as they are answered, or so many a second. */
export interface Round {
  readonly url: string;
  readonly count: number;
  readonly rate?: number;
}

/** As many are under way at once, where there is no rate. */
export const CONNECTIONS = 64;
/** Milliseconds between the moments at which what is due is sent. */
const TICK = 1;
const folder = mkdtempSync(join(tmpdir(), 'gridbeat-bench-'));
let rounds = 0;

const reportOf = (reference: number) => ({
  at: 86_400.25 + reference,
  reference,
  identity: reference,
  kind: 'fallen-tree',
  matter: 'gardens',
  severity: 'moderate',
  channel: 'hotline',
  finder: 'resident',
  finderCrew: null,
  micro: 12_345,
  x: 41_234.5,
  y: 38_765.25,
  level: 'township',
  crews: 1,
  handleBy: 93_600.25 + reference,
  text: '',
});

/** What a load test sends its reports through. */
async function gridbeat({ url, count, rate }: Round, journal: Journal): Promise<void> {
  const transport = new Transport(url, { connections: CONNECTIONS });
  const zero = performance.now();
  const recorder = new Recorder(10);
  const sender = new Sender({
    carrier: transport,
    wire: dispatchWire,
    recorder,
    journal,
    maxInFlight: CONNECTIONS,
    zero,
  });
  let sent = 0;
  const submit = (due: number, ended?: () => void): void => {
    const reference = ++sent;
    const body = () => reportOf(reference);
    const of = { name: 'report', actor: `reporter-${reference}`, key: `r-${reference}`, section: 0 } as const;
    sender.submit({ ...of, due, body, ...(ended && { ended }) });
  };
  if (rate === undefined) {
    const next = (): void => {
      if (sent < count) submit(performance.now(), next);
    };
    for (let i = 0; i < CONNECTIONS; i++) next();
  } else {
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(count, ((performance.now() - zero) * rate) / 1000);
        while (sent < due) submit(zero + (sent * 1000) / rate);
        if (sent < count) return;
        clearInterval(timer);
        resolve();
      }, TICK);
    });
  }
  await sender.idle();
  await transport.close();
  const { ok } = recorder.of('report');
  if (ok !== count) throw new Error(`${ok} of ${count} reports were taken`);
}

async function cannon({ url, count, rate }: Round): Promise<void> {
  const result = await autocannon({
    url: `${url}/v1/reports`,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', [IDEMPOTENCY_HEADER]: 'r-123456' },
    body: JSON.stringify(reportOf(123_456)),
    connections: CONNECTIONS,
    amount: count,
    ...(rate !== undefined && { overallRate: rate }),
  });
  if (result['2xx'] !== count) throw new Error(`${result['2xx']} of ${count} reports were taken`);
}

async function send(generator: Generator, round: Round): Promise<void> {
  if (generator === 'autocannon') return cannon(round);
  if (generator === 'gridbeat') return gridbeat(round, NO_JOURNAL);
  const writer = new HistoryWriter(join(folder, `history-${++rounds}`));
  const written: Journal = {
    take: (record) => writer.append(record),
    get full() {
      return writer.full;
    },
    drained: () => writer.drained(),
  };
  await gridbeat(round, generator === 'history' ? written : new JudgedJournal(writer, new Judge()));
  await writer.end();
}

if (import.meta.main) {
  process.on('message', async ({ generator, round }: { generator: Generator; round: Round }) => {
    const before = process.cpuUsage();
    await send(generator, round);
    const { user, system } = process.cpuUsage(before);
    process.send?.((user + system) / round.count);
  });
  process.on('disconnect', () => rmSync(folder, { recursive: true }));
}
