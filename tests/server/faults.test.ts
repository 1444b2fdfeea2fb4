import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRates } from '../../src/server/faults/rates.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { Client, roster, serve, TEN } from './served.ts';

let server: RunningServer | undefined;
let client: Client | undefined;
afterEach(async () => {
  await client?.transport.close();
  await server?.close();
});

async function broken(rates: FaultRates): Promise<Client> {
  server = await serve({ rates });
  client = await new Client(server.url).begin();
  return client;
}

/** Thirty reports, and an hour for the centres to send somebody. */
async function busyHour(rates: FaultRates) {
  const c = await broken(rates);
  for (let i = 0; i < 30; i++) await c.report(100 + i);
  await c.pass(TEN + 3600);
  const orders = await c.orders();
  return orders.map(({ order }) => order);
}
const assigns = (orders: { type: string }[]) =>
  orders.filter(({ type }) => type === 'assign') as unknown as { crew: number; incident: number }[];

describe('a server broken on purpose', () => {
  it('loses a report that it acknowledged', async () => {
    const c = await broken({ lose: 1 });
    const sent = await c.report(7, 'a');
    expect(sent).toMatchObject({ status: 201, json: { reference: 7 } });
    expect((await c.report(7, 'a')).json).toEqual(sent.json);
    expect(await c.get(`/incidents/${sent.json.id}`)).toMatchObject({ status: 404 });
    await c.pass(TEN + 3600);
    expect(await c.orders()).toEqual([]);
  });

  it('takes a retry for another report', async () => {
    const c = await broken({ duplicate: 1 });
    const [first, again] = [await c.report(7, 'a'), await c.report(7, 'a')];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json.id).not.toBe(first.json.id);
    expect((await c.get('/incidents')).json.incidents).toHaveLength(2);
  });

  it('sends two crews where one is needed', async () => {
    const sent = assigns(await busyHour({ twice: 1 }));
    expect(sent.length).toBeGreaterThan(5);
    const crews = new Set(sent.filter(({ incident }) => incident === sent[0].incident).map(({ crew }) => crew));
    expect(crews.size).toBe(2);
  });

  it('sends who is at a job already', async () => {
    const sent = assigns(await busyHour({ busy: 1 }));
    expect(sent.length).toBeGreaterThan(5);
    expect(new Set(sent.map(({ crew }) => crew)).size).toBeLessThan(sent.length);
  });

  it('sends who is off duty', async () => {
    const sent = assigns(await busyHour({ offDuty: 1 }));
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.some(({ crew }) => !roster.onDuty(crew, TEN + 1800))).toBe(true);
  });

  it('closes what it has just filed', async () => {
    const orders = await busyHour({ illegalStatus: 1 });
    const filed = orders.findIndex(({ type }) => type === 'file');
    expect(orders[filed + 1]).toEqual({ type: 'close', incident: orders[filed].incident });
  });

  it('shows an incident as it was', async () => {
    const c = await broken({ stale: 1 });
    const { id } = (await c.report(7)).json;
    await c.pass(TEN + 3600);
    const [listed] = (await c.get('/incidents')).json.incidents;
    const read = (await c.get(`/incidents/${id}`)).json;
    expect(read).toMatchObject({ id, state: 'reported' });
    expect(read.revision).toBeLessThan(listed.revision);
  });

  it('changes the order of the stream, and leaves nothing out', async () => {
    const c = await broken({ reorder: 0.3 });
    const seen: number[] = [];
    const parser = createParser({ onEvent: ({ id }) => void seen.push(Number(id)) });
    const stop = c.transport.stream(
      { method: 'GET', path: '/v1/orders', headers: { accept: 'text/event-stream' } },
      { opened: () => {}, data: (chunk) => parser.feed(chunk.toString()), ended: () => {} },
      60_000,
    );
    await c.get('/health');
    for (let i = 0; i < 30; i++) await c.report(100 + i);
    const { last } = (await c.pass(TEN + 3600)).json;
    await expect.poll(() => seen.length, { timeout: 5000 }).toBe(last);
    stop();
    const sorted = [...seen].sort((a, b) => a - b);
    expect(sorted).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(seen).not.toEqual(sorted);
  });

  it('answers 500 and has done nothing', async () => {
    const c = await broken({ '5xx': 1 });
    const { status, contentType } = await c.report(7);
    expect([status, contentType]).toEqual([500, expect.stringContaining('application/problem+json')]);
    await c.pass(TEN + 3600);
    expect((await c.get('/health')).status).toBe(200);
    expect((await c.pass(TEN + 7200)).json.last).toBe(0);
  });

  it('is slow', async () => {
    const c = await broken({ slow: 1 });
    const before = performance.now();
    expect(await c.report(7)).toMatchObject({ status: 201 });
    expect(performance.now() - before).toBeGreaterThan(900);
  });

  it('stalls, and stops all the same', async () => {
    const c = await broken({ stall: 1 });
    const answer = c.report(7).then(
      () => 'answered',
      () => 'broken',
    );
    const waited = await Promise.race([answer, new Promise((done) => setTimeout(done, 300, 'waiting'))]);
    expect(waited).toBe('waiting');
    await server?.close();
    server = undefined;
    expect(await answer).toBe('answered');
  });

  it('settles what it can although the crews that come are others', async () => {
    const c = await broken({ busy: 0.5, offDuty: 0.5, twice: 0.5 });
    const { id } = (await c.report(7)).json;
    await c.pass(TEN + 600);
    const sent = assigns((await c.orders()).map(({ order }) => order)).filter(({ incident }) => incident === id);
    const [{ crew }] = sent;
    const place = { x: 0, y: 0 };
    const at = TEN + 900;
    const body = { at, incident: id, crew, purpose: 'handle', result: 'handled', expected: at };
    expect(await c.post('/outcomes', body)).toMatchObject({ status: 200 });
    await c.post(`/crews/${crew}/status`, { at, status: 'finished', incident: id, ...place });
    await c.pass(TEN + 7200);
    expect((await c.get(`/incidents/${id}`)).json.state).toBe('closed');
  });

  it('gives the same orders again after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const options = { rates: { twice: 0.3, busy: 0.3, offDuty: 0.3 }, database: join(folder, 'a.db') };
    const first = await serve(options);
    const before = await new Client(first.url).begin();
    for (let i = 0; i < 20; i++) await before.report(100 + i);
    await before.pass(TEN + 3600);
    const orders = await before.orders();
    expect(orders.length).toBeGreaterThan(20);
    await before.transport.close();
    await first.close();
    server = await serve(options);
    client = new Client(server.url);
    expect(await client.orders()).toEqual(orders);
    rmSync(folder, { recursive: true });
  });
});
