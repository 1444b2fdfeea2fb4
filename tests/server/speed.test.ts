import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { provisioning } from '../../src/backend/http/provision.ts';
import type { RunningServer } from '../../src/server/server.ts';
import { Client, city, roster, scenario, serve, TEN } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-speed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A client of an exercise on a paced clock. */
async function paced(server: RunningServer, speed: number): Promise<Client> {
  const client = new Client(server.url);
  const exercise = { id: 'e', scenario: scenario.name, startDate: scenario.horizon.start };
  for (const request of provisioning(exercise, city, roster, 0, 30)) await client.transport.request(request);
  await client.post('/exercise/start', { origin: TEN, clock: { type: 'paced', speed } });
  return client;
}

const timeOf = async (client: Client): Promise<number> => (await client.get('/health')).json.now;
const change = (client: Client, body: object) =>
  client.send({ method: 'PUT', path: '/v1/clock/speed', body: JSON.stringify(body) });

describe('the speed of a paced clock', () => {
  it('changes from now on, stands still at 0, and never goes back', async () => {
    const server = await serve();
    const client = await paced(server, 1000);
    expect((await client.get('/capabilities')).json.speedChanges).toBe(true);
    await wait(100);
    const before = await timeOf(client);
    expect(before).toBeGreaterThan(TEN + 90);

    const { now: stopped } = (await change(client, { speed: 0, now: 0 })).json;
    expect(stopped).toBeGreaterThanOrEqual(before);
    await wait(100);
    expect(await timeOf(client)).toBeCloseTo(stopped, 1);

    const { now: resumed } = (await change(client, { speed: 10, now: stopped })).json;
    expect(resumed).toBeCloseTo(stopped, 1);
    await wait(200);
    const slow = (await timeOf(client)) - resumed;
    expect(slow).toBeGreaterThan(1.9);
    expect(slow).toBeLessThan(20);
    await client.transport.close();
    await server.close();
  });

  it('goes on where the one who asks is, if that is later', async () => {
    const server = await serve();
    const client = await paced(server, 1);
    expect((await change(client, { speed: 0, now: TEN + 500 })).json.now).toBe(TEN + 500);
    expect(await timeOf(client)).toBe(TEN + 500);
    const far = await change(client, { speed: 0, now: TEN + 1e9 });
    expect([far.status, far.json.detail]).toEqual([400, expect.stringContaining('seconds ahead')]);
    await client.transport.close();
    await server.close();
  });

  it('decides nothing while the clock stands still, and goes on deciding afterwards', async () => {
    const server = await serve();
    const client = await paced(server, 20_000);
    await change(client, { speed: 0, now: 0 });
    await client.report(1);
    await wait(300);
    expect(await client.orders()).toEqual([]);
    await change(client, { speed: 20_000, now: 0 });
    await expect.poll(async () => (await client.orders()).length, { timeout: 5000 }).toBeGreaterThan(0);
    await client.transport.close();
    await server.close();
  });

  it('outlives a restart', async () => {
    const database = join(folder, 'a.db');
    const first = await serve({ database });
    const client = await paced(first, 1000);
    const { now } = (await change(client, { speed: 0, now: TEN + 5000 })).json;
    await client.transport.close();
    await first.close();

    const second = await serve({ database });
    const again = new Client(second.url);
    expect(await timeOf(again)).toBe(now);
    await change(again, { speed: 1000, now });
    await wait(50);
    expect(await timeOf(again)).toBeGreaterThan(now + 40);
    await again.transport.close();
    await second.close();
  });

  it('is refused where there is none, and where it is no speed', async () => {
    const server = await serve();
    const client = await new Client(server.url).begin();
    expect((await change(client, { speed: 10, now: TEN })).status).toBe(409);
    for (const body of [{ speed: -1, now: TEN }, { speed: 1e9, now: TEN }, { speed: 1 }, { speed: 1, now: TEN, x: 1 }])
      expect((await change(client, body)).status).toBe(400);
    await client.transport.close();
    await server.close();
  });
});
