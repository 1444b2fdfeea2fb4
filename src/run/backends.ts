import { BackendError } from '../backend/backend-error.ts';
import { EmbeddedBackend, type PolicyName } from '../backend/embedded/embedded.ts';
import { policies } from '../backend/embedded/policies/index.ts';
import { withHelp } from '../backend/helped.ts';
import { isHttp } from '../backend/http/address.ts';
import { isModule, loadFactory, openModule } from '../backend/module/module.ts';
import { isOpen311, readAddress } from '../backend/open311/address.ts';
import { readKey } from '../backend/open311/key.ts';
import { CREATED_FILE, isHere, type Permission } from '../backend/outside.ts';
import type { Backend } from '../port/backend.ts';
import type { Scenario } from '../scenario/schema.ts';

const NOTHING_ALLOWED: Permission = { owned: [] };

/** Whether that name is of a system outside, which all replications share: they run one after another. */
export const isOutside = (name: string): boolean => isOpen311(name) || isHttp(name);

/** Whether that name is of something other than the embedded backend. */
export const isForeign = (name: string): boolean => isOutside(name) || isModule(name);

/**
 * The backend of that name: `embedded`, `embedded:POLICY`, a module's path, `http(s)://...` or `open311+http(s)://...`, helped by the
 * embedded policy in what it cannot do. Throws a RangeError for any other, a BackendError for one that cannot be used.
 */
export function createBackend(
  name: string,
  scenario: Scenario,
  replication: number,
  permission: Permission = NOTHING_ALLOWED,
): Backend | Promise<Backend> {
  if (isModule(name))
    return openModule(name, scenario, replication).then((own) => withHelp(own, scenario, replication));
  if (isOpen311(name)) return createOpen311(name, scenario, replication, permission);
  if (isHttp(name)) return createHttp(name, scenario, replication, permission);
  if (name === 'embedded') return new EmbeddedBackend(scenario, replication);
  const policy = name.startsWith('embedded:') ? name.slice('embedded:'.length) : '';
  if (!isPolicy(policy)) throw new RangeError(`there is no backend "${name}"`);
  return new EmbeddedBackend(scenario, replication, policy);
}

/** Throws BackendError for a foreign backend that cannot be used, before anything is run with it. */
export async function checkBackend(name: string, permission: Permission = NOTHING_ALLOWED): Promise<void> {
  if (isModule(name)) await loadFactory(name);
  else if (isHttp(name)) await (await import('../backend/http/connect.ts')).checkHttp(name, permission);
  else if (isOpen311(name)) await (await connectTo(name, permission)).http.close();
}

// Only who speaks to a system outside loads what speaks to it.

async function createHttp(
  name: string,
  scenario: Scenario,
  replication: number,
  permission: Permission,
): Promise<Backend> {
  const { connectHttp } = await import('../backend/http/connect.ts');
  return withHelp(await connectHttp(name, scenario, permission), scenario, replication);
}

async function connectTo(name: string, permission: Permission) {
  const address = readAddress(name);
  if ('key' in address) throw new BackendError(name, [address]);
  const { connect } = await import('../backend/open311/connect.ts');
  return connect(name, address, permission, readKey(process.env));
}

async function createOpen311(
  name: string,
  scenario: Scenario,
  replication: number,
  permission: Permission,
): Promise<Backend> {
  const connection = await connectTo(name, permission);
  const { Open311Backend } = await import('../backend/open311/open311.ts');
  const createdFile = isHere(connection.client.address.base, permission) ? undefined : CREATED_FILE;
  const own = new Open311Backend(name, scenario, connection, { createdFile, ...permission });
  // No Open311 server closes what a simulated crew has handled, unless somebody there does.
  return withHelp(own, scenario, replication, ['close']);
}

function isPolicy(name: string): name is PolicyName {
  return Object.hasOwn(policies, name);
}
