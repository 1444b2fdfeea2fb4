import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { provisioning } from '../../src/backend/http/provision.ts';
import { Transport } from '../../src/backend/http/transport.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import { little } from '../run/little.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serve() {
  const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, 'serve', '--db', join(folder, 'a.db')]);
  const url = await new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text).trim())));
  return { child, transport: new Transport(url) };
}

it('loses no acknowledged report when the server is killed, and answers a retry as before', async () => {
  const { scenario, city } = await little();
  const { roster } = new Field(scenario, city, 0, SILENT, []);
  const first = await serve();
  const exercise = { id: 'a', scenario: scenario.name, startDate: scenario.horizon.start };
  for (const request of provisioning(exercise, city, roster, 0, 30))
    expect(await first.transport.request(request)).toMatchObject({ status: 200 });
  const start = JSON.stringify({ origin: 36_000, clock: { type: 'paced', speed: 100 } });
  await first.transport.request({ method: 'POST', path: '/v1/exercise/start', body: start });
  const [kind, { matter }] = Object.entries(scenario.incidents.kinds)[0];
  const send = (transport: Transport, i: number, severity = 'minor') =>
    transport.request({
      method: 'POST',
      path: '/v1/reports',
      headers: { 'idempotency-key': `r${i}` },
      body: JSON.stringify({
        ...{
          at: 36_000,
          reference: 7000 + i,
          identity: i,
          kind,
          matter,
          severity,
          channel: 'urban',
          finder: 'resident',
        },
        ...{ finderCrew: null, micro: 0, x: 0, y: 0, level: 'grid', crews: 1, handleBy: 90_000 },
      }),
    });
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => send(first.transport, i)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
  first.child.kill('SIGKILL');
  await first.transport.close();

  const second = await serve();
  for (const [i, { body }] of answers.entries()) {
    const { id } = JSON.parse(body) as { id: number };
    const read = await second.transport.request({ method: 'GET', path: `/v1/incidents/${id}` });
    expect(JSON.parse(read.body)).toMatchObject({ id, reference: 7000 + i });
  }
  expect(await send(second.transport, 0)).toMatchObject({ status: 200, body: answers[0].body });
  expect(await send(second.transport, 0, 'severe')).toMatchObject({ status: 422 });
  second.child.kill('SIGTERM');
  await second.transport.close();
}, 30_000);
