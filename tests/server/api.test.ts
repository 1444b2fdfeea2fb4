import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createParser } from 'eventsource-parser';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { provisioning } from '../../src/backend/http/provision.ts';
import { Crews } from '../../src/server/crews.ts';
import { Places } from '../../src/server/places.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { Client, city, roster, scenario, serve, TEN } from './served.ts';

const HOUR = 3600;
const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: RunningServer;
let client: Client;
const open = async (options: Parameters<typeof serve>[0] = {}) => {
  server = await serve(options);
  client = new Client(server.url);
  return client;
};
afterEach(async () => {
  await client.transport.close();
  await server.close();
});

/** A request as any program might send it. */
function raw(method: string, path: string, headers: Record<string, string>, body = '') {
  return new Promise<{ status: number; problem: string }>((resolve, reject) => {
    const sent = request(`${server.url}${path}`, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => {
        const { type = '' } = text.startsWith('{') ? JSON.parse(text) : {};
        resolve({ status: answer.statusCode ?? 0, problem: String(type).replace('urn:gridbeat:problem:', '') });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The ids that a stream brings until so many have come. */
function streamed(after: string | undefined, number: number): Promise<number[]> {
  return new Promise((resolve) => {
    const ids: number[] = [];
    const parser = createParser({
      onEvent: ({ id }) => {
        ids.push(Number(id));
        if (ids.length === number) stop();
      },
    });
    const headers = { accept: 'text/event-stream', ...(after !== undefined && { 'last-event-id': after }) };
    const stop = client.transport.stream(
      { method: 'GET', path: '/v1/orders', headers },
      { opened: () => {}, data: (chunk) => parser.feed(chunk.toString()), ended: () => resolve(ids) },
      5000,
    );
  });
}

describe('the orders', () => {
  it('come as a stream that goes on after the last event, and as pages', async () => {
    const c = await (await open()).begin();
    for (let i = 0; i < 5; i++) await c.report(100 + i);
    const { last } = (await c.pass(TEN + HOUR)).json;
    expect(last).toBeGreaterThan(10);
    expect(await streamed(undefined, last)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
    expect(await streamed('7', last - 7)).toEqual(Array.from({ length: last - 7 }, (_, i) => i + 8));
    const seen: number[] = [];
    for (let after = 0, more = true; more; ) {
      const page = (await c.get(`/orders?after=${after}&limit=4`)).json;
      seen.push(...page.orders.map(({ seq }: { seq: number }) => seq));
      ({ next: after, more } = page);
    }
    expect(seen).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  });

  it('expire with their exercise: 410, with the number to go on from; numbers are never given twice', async () => {
    const c = await (await open()).begin();
    await c.report(100);
    const { last } = (await c.pass(TEN + HOUR)).json;
    await c.begin();
    expect(await c.get('/orders?after=1')).toMatchObject({ status: 410, json: { last } });
    const stream = { accept: 'text/event-stream', 'last-event-id': String(last + 50) };
    expect(await c.get('/orders', stream)).toMatchObject({ status: 410 });
    await c.report(100);
    await c.pass(TEN + HOUR);
    expect((await c.orders())[0].seq).toBe(last + 1);
  });

  it('and all else keep their numbers over a restart, also in a second exercise', async () => {
    const database = join(folder, 'numbers.db');
    const first = await (await open({ database })).begin();
    await first.report(100);
    await first.pass(TEN + HOUR);
    await first.begin();
    const { id } = (await first.report(200)).json;
    await first.pass(TEN + HOUR);
    const before = await first.orders();
    expect(before[0].seq).toBeGreaterThan(1);
    await first.transport.close();
    await server.close();

    const second = await open({ database });
    expect(await second.orders()).toEqual(before);
    expect(await second.get(`/incidents/${id}`)).toMatchObject({ status: 200, json: { reference: 200 } });
  });
});

describe('the list of incidents', () => {
  it('gives what changed since the cursor, each once, page by page', async () => {
    const c = await (await open()).begin();
    for (let i = 0; i < 7; i++) await c.report(100 + i);
    const references: number[] = [];
    let cursor = 0;
    for (let more = true; more; ) {
      const page = (await c.get(`/incidents?after=${cursor}&limit=3`)).json;
      references.push(...page.incidents.map(({ reference }: { reference: number }) => reference));
      ({ next: cursor, more } = page);
    }
    expect(references).toEqual([100, 101, 102, 103, 104, 105, 106]);
    expect((await c.get(`/incidents?after=${cursor}`)).json.incidents).toEqual([]);
    await c.report(200);
    expect((await c.get(`/incidents?after=${cursor}`)).json.incidents).toMatchObject([{ reference: 200 }]);
    expect(await c.get('/incidents?limit=501')).toMatchObject({ status: 400 });
    expect(await c.get('/incidents?page=2')).toMatchObject({ status: 400 });
  });
});

describe('the server refuses', () => {
  const json = { 'content-type': 'application/json' };

  it('other host names, web pages, and whoever lacks the token', async () => {
    await open({ token: 'secret' });
    const authorization = 'Bearer secret';
    expect(await raw('GET', '/v1/health', { authorization })).toMatchObject({ status: 200 });
    expect(await raw('GET', '/v1/health', {})).toEqual({ status: 401, problem: 'unauthorised' });
    expect(await raw('GET', '/v1/health', { authorization: 'Bearer secreT' })).toMatchObject({ status: 401 });
    const evil = { authorization, host: 'evil.example.org' };
    expect(await raw('GET', '/v1/health', evil)).toEqual({ status: 421, problem: 'misdirected' });
    const page = { authorization, origin: 'http://127.0.0.1' };
    expect(await raw('GET', '/v1/health', page)).toEqual({ status: 403, problem: 'forbidden' });
  });

  it('bodies that are not JSON, are too large, or do not fit', async () => {
    const c = await open();
    const text = { 'content-type': 'text/plain' };
    expect(await raw('PUT', '/v1/exercise', text, '{}')).toEqual({ status: 415, problem: 'notJson' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await raw('PUT', '/v1/exercise', form, 'id=a')).toMatchObject({ status: 415 });
    const large = JSON.stringify({ id: 'a'.repeat(1_100_000) });
    expect(await raw('PUT', '/v1/exercise', json, large)).toEqual({ status: 413, problem: 'tooLarge' });
    expect(await raw('PUT', '/v1/exercise', json, '{"id":')).toMatchObject({ status: 400 });
    expect(await c.post('/visits', { visits: [{ at: 'x', crew: -1, micro: 0 }] })).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'visits.0.at' }, { path: 'visits.0.crew' }] },
    });
  });

  it('reports of places and kinds that there are not, and keys that stood for something else', async () => {
    const c = await (await open()).begin();
    expect(await c.report(1, 'same')).toMatchObject({ status: 201 });
    expect(await c.report(2, 'same')).toMatchObject({ status: 422 });
    expect(await raw('POST', '/v1/reports', json, '{}')).toMatchObject({ status: 400 });
    expect(await c.get('/incidents/99')).toMatchObject({ status: 404 });
    expect((await c.get('/incidents')).json.incidents).toHaveLength(1);
  });
});

it('field and server agree who is on duty, hour by hour', async () => {
  await open();
  const places = new Places();
  const crews = new Crews(scenario.horizon.start);
  const exercise = { id: 'e', scenario: scenario.name, startDate: scenario.horizon.start };
  for (const { path, body = '' } of provisioning(exercise, city, roster, 0, 20)) {
    const page = JSON.parse(body);
    if (path.endsWith('places')) places.add(page);
    else if (path.endsWith('crews')) crews.add(page.from, page.rows, places);
  }
  expect(crews.crews).toBe(roster.crews);
  const differ: string[] = [];
  let onDuty = 0;
  for (let crew = 0; crew < roster.crews; crew++) {
    for (let at = HOUR / 2; at < 20 * 24 * HOUR; at += HOUR) {
      if (roster.onDuty(crew, at)) onDuty++;
      if (roster.onDuty(crew, at) !== crews.onDuty(crew, at)) differ.push(`${crew} at ${at}`);
    }
  }
  expect(differ).toEqual([]);
  expect(onDuty).toBeGreaterThan(1000);
});
