import { EmbeddedBackend, type PolicyName } from '../backend/embedded/embedded.ts';
import { policies } from '../backend/embedded/policies/index.ts';
import type { Backend } from '../port/backend.ts';
import type { Scenario } from '../scenario/schema.ts';

/** The backend of that name: `embedded` or `embedded:POLICY`. Throws a RangeError for any other. */
export function createBackend(name: string, scenario: Scenario, replication: number): Backend {
  if (name === 'embedded') return new EmbeddedBackend(scenario, replication);
  const policy = name.startsWith('embedded:') ? name.slice('embedded:'.length) : '';
  if (!isPolicy(policy)) throw new RangeError(`there is no backend "${name}"`);
  return new EmbeddedBackend(scenario, replication, policy);
}

function isPolicy(name: string): name is PolicyName {
  return Object.hasOwn(policies, name);
}
