import { expect, it } from 'vitest';
import { provisioning } from '../../src/backend/http/provision.ts';
import { Transport } from '../../src/backend/http/transport.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import { serve } from '../load/served.ts';
import { little } from '../run/little.ts';

it('loses no acknowledged report when the server is killed, and answers a retry as before', async () => {
  const { scenario, city } = await little();
  const { roster } = new Field(scenario, city, 0, SILENT, []);
  const served = await serve();
  const first = new Transport(served.url);
  const exercise = { id: 'a', scenario: scenario.name, startDate: scenario.horizon.start };
  for (const request of provisioning(exercise, city, roster, 0, 30))
    expect(await first.request(request)).toMatchObject({ status: 200 });
  const start = JSON.stringify({ origin: 36_000, clock: { type: 'paced', speed: 100 } });
  await first.request({ method: 'POST', path: '/v1/exercise/start', body: start });
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
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => send(first, i)));
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(201));
  await served.end('SIGKILL');
  await first.close();

  const second = new Transport((await served.start()).url);
  for (const [i, { body }] of answers.entries()) {
    const { id } = JSON.parse(body) as { id: number };
    const read = await second.request({ method: 'GET', path: `/v1/incidents/${id}` });
    expect(JSON.parse(read.body)).toMatchObject({ id, reference: 7000 + i });
  }
  expect(await send(second, 0)).toMatchObject({ status: 200, body: answers[0].body });
  expect(await send(second, 0, 'severe')).toMatchObject({ status: 422 });
  await second.close();
  await served.stop();
}, 30_000);
