import { afterAll, expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { connectHttp } from '../../src/backend/http/connect.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend } from '../../src/port/backend.ts';
import { checkBackend } from '../../src/run/backends.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { backendContract } from '../port/contract.ts';
import { city, scenario, serve } from './served.ts';

const server = await serve();
afterAll(() => server.close());
const overHttp = () => connectHttp(server.url, scenario, { owned: [] });

backendContract('a served instance', overHttp);

async function governed(backend: Backend) {
  const field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices);
  const driver = new VirtualDriver(field, backend);
  const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
  await backend.start(city, field.roster, clock, driver.push);
  await driver.runUntil(2 * 86_400);
  await backend.stop();
  return field.counts();
}

it('governs over the network as the same policy does inside', async () => {
  expect(await governed(await overHttp())).toEqual(await governed(new EmbeddedBackend(scenario, 0, 'ownGridFirst')));
});

it.each(['http://127.0.0.1:1', 'http://user:secret@127.0.0.1:1', 'http://dispatch.example.org'])(
  '%s is a problem before anything is run',
  async (name) => {
    await expect(checkBackend(name)).rejects.toMatchObject({ name: 'BackendError', before: true });
  },
);
