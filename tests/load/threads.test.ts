import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryRecord } from '../../src/load/history/record.ts';
import { NO_JOURNAL } from '../../src/load/journal.ts';
import { Recorder } from '../../src/load/recorder.ts';
import { Sender } from '../../src/load/sender.ts';
import { SendingThreads } from '../../src/load/threads/threads.ts';
import type { Wire } from '../../src/load/wire.ts';

const ACTORS = 30;
const EACH = 40;
const CONNECTIONS = 16;

const wire: Wire = {
  request: (_, body) => ({ method: 'POST', path: `/${body.actor}/${body.n}`, body: '{}' }),
  read: (_, { status, body }) => (status === 200 ? { body: JSON.parse(body) } : undefined),
};

/** What came in by actor, in its order; answers take from nothing to a few milliseconds. */
const came = new Map<string, string[]>();
const ports = new Set<number | undefined>();
let mostAtOnce = 0;
let atOnce = 0;
const server = createServer(async (request, response) => {
  const [, actor, n] = (request.url ?? '').split('/');
  came.set(actor, [...(came.get(actor) ?? []), n]);
  ports.add(request.socket.remotePort);
  mostAtOnce = Math.max(mostAtOnce, ++atOnce);
  await wait(Math.random() * 4);
  atOnce--;
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ n: Number(n) }));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function senderOver(carrier: SendingThreads) {
  const recorder = new Recorder(10);
  const records: HistoryRecord[] = [];
  const journal = { ...NO_JOURNAL, take: (record: HistoryRecord) => records.push(record) };
  const maxInFlight = 2 * CONNECTIONS;
  const sender = new Sender({ carrier, wire, recorder, journal, maxInFlight, zero: performance.now() });
  return { sender, recorder, records };
}

test('two threads send every operation once, those of one actor in their order, over their own connections', async () => {
  const { port } = server.address() as AddressInfo;
  const threads = new SendingThreads(new URL(`http://127.0.0.1:${port}`), {}, CONNECTIONS, 2);
  const { sender, recorder, records } = senderOver(threads);
  const answers: unknown[] = [];
  const began = performance.now();
  for (let n = 0; n < EACH; n++) {
    for (let actor = 0; actor < ACTORS; actor++) {
      const ended = (answer: unknown) => answers.push(answer);
      sender.submit({ name: 'crew', due: began, section: 0, actor, body: () => ({ actor, n }), ended });
    }
  }
  await sender.idle();
  await threads.close();
  const all = ACTORS * EACH;
  const inOrder = Array.from({ length: EACH }, (_, n) => String(n));
  expect([...came.values()]).toEqual(Array.from({ length: ACTORS }, () => inOrder));
  expect(answers.length).toBe(all);
  expect(ports.size).toBeGreaterThan(2);
  expect(mostAtOnce).toBeLessThanOrEqual(CONNECTIONS);

  const invoked = new Map(records.filter((record) => record.t === 'invoke').map((record) => [record.op, record]));
  const oks = records.filter((record) => record.t === 'ok');
  expect([invoked.size, oks.length, records.length]).toEqual([all, all, 2 * all]);
  const lastOk = new Map<number | string, number>();
  for (const record of records) {
    if (record.t === 'invoke') expect(record.at).toBeGreaterThanOrEqual(lastOk.get(record.actor) ?? 0);
    if (record.t === 'ok') lastOk.set(invoked.get(record.op)?.actor ?? '', record.at);
  }

  const { count, ok, service, response } = recorder.of('crew');
  const took = performance.now() - began;
  expect([count, ok, service.count, response.count, recorder.started]).toEqual([all, all, all, all, all]);
  expect(service.percentile(0)).toBeGreaterThan(0);
  expect(response.max).toBeGreaterThan(service.max);
  expect(response.max).toBeLessThan(took);
}, 30_000);

test('what goes wrong in a thread is told as it is in the main one', async () => {
  const threads = new SendingThreads(new URL('http://127.0.0.1:1'), {}, CONNECTIONS, 2);
  const { sender, recorder, records } = senderOver(threads);
  sender.submit({ name: 'crew', due: performance.now(), section: 0, actor: 1, body: () => ({ actor: 1, n: 0 }) });
  await sender.idle();
  await threads.close();
  expect(recorder.of('crew').errors).toEqual(new Map([['refused', 1]]));
  expect(records.map(({ t }) => t)).toEqual(['invoke', 'fail']);
});

test('what is under way when the threads are closed is of unknown end', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const asked = new Promise((resolve) => silent.once('request', resolve));
  const threads = new SendingThreads(new URL(`http://127.0.0.1:${port}`), {}, CONNECTIONS, 2);
  const { sender, records } = senderOver(threads);
  sender.submit({ name: 'crew', due: performance.now(), section: 0, actor: 1, body: () => ({ actor: 1, n: 0 }) });
  await asked;
  await threads.close();
  expect(records.map(({ t }) => t)).toEqual(['invoke', 'unknown']);
  silent.closeAllConnections();
  silent.close();
});
