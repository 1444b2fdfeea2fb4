import type { Scenario } from '../../scenario/schema.ts';
import { BackendError } from '../backend-error.ts';
import { type Permission, refuseToWrite } from '../outside.ts';
import { HttpBackend } from './backend.ts';
import { DispatchClient } from './client.ts';
import { capabilities } from './provision-api.ts';
import { Transport } from './transport.ts';

/**
 * Asks the server what it can do. Throws BackendError for an address that will not
 * do, a host that may not be written to, and a server that does not answer as it should.
 */
export async function connectHttp(name: string, scenario: Scenario, permission: Permission): Promise<HttpBackend> {
  const client = openClient(name, permission);
  try {
    const { verbs, notices } = await askCapabilities(name, client);
    client.before = false;
    return new HttpBackend(client, { verbs, notices }, scenario);
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** Throws BackendError for a server that cannot be used. */
export async function checkHttp(name: string, permission: Permission): Promise<void> {
  const client = openClient(name, permission);
  try {
    await askCapabilities(name, client);
  } finally {
    await client.close();
  }
}

function openClient(name: string, permission: Permission): DispatchClient {
  const url = URL.parse(name);
  if (url === null || url.username !== '' || url.password !== '' || url.pathname !== '/' || url.search !== '')
    throw new BackendError('--backend', [{ key: 'dispatchApi.badAddress' }]);
  const refused = refuseToWrite(url, permission);
  if (refused !== undefined) throw new BackendError(name, [refused]);
  return new DispatchClient(name, new Transport(url, permission.access));
}

async function askCapabilities(name: string, client: DispatchClient) {
  const found = await client.call({ method: 'GET', path: '/capabilities' }, capabilities);
  if (!found.clocks.includes('stepped')) throw new BackendError(name, [{ key: 'dispatchApi.notStepped' }]);
  return found;
}
