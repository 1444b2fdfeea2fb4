import { BackendError } from '../backend-error.ts';
import { type Permission, refuseToWrite } from '../outside.ts';
import type { Address } from './address.ts';
import { Client } from './client.ts';
import { Deviations } from './deviations.ts';
import { discover, endpointType } from './discovery.ts';
import { Http, type HttpLimits, LIMITS, NoAnswer } from './http.ts';
import type { Service } from './items.ts';

/** An endpoint that answers, and its services. */
export interface Connection {
  readonly client: Client;
  readonly http: Http;
  readonly services: readonly Service[];
}

/**
 * Finds out whether there is an Open311 server at the address that may be written to. Throws BackendError, with nothing
 * left open, where there is none, where it may not be, or where it has no service.
 */
export async function connect(
  name: string,
  address: Address,
  permission: Permission,
  key: string | undefined,
  limits: HttpLimits = LIMITS,
): Promise<Connection> {
  const refusal = refuseToWrite(address.base, permission);
  if (refusal !== undefined) throw new BackendError(name, [refusal]);
  const seen = new Deviations();
  const http = new Http(seen, limits, undefined, permission.access);
  try {
    const client = new Client(address, http, seen, key);
    const services = await client.services();
    if (services === undefined) throw new BackendError(name, [{ key: 'open311.noServer' }]);
    if (services.length === 0) throw new BackendError(name, [{ key: 'open311.noServices' }]);
    const endpoints = (await discover(client))?.endpoints ?? [];
    const production = refuseToWrite(address.base, permission, endpointType(endpoints, address));
    if (production !== undefined) throw new BackendError(name, [production]);
    return { client, http, services };
  } catch (error) {
    await http.close();
    throw error instanceof NoAnswer ? new BackendError(name, [error.why]) : error;
  }
}
