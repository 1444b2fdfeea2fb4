import { EmbeddedBackend, type PolicyName } from '../../src/backend/embedded/embedded.ts';
import { policies } from '../../src/backend/embedded/policies/index.ts';
import { backendContract } from '../port/contract.ts';

for (const policy of Object.keys(policies) as PolicyName[]) {
  backendContract(`embedded:${policy}`, (scenario) => new EmbeddedBackend(scenario, 0, policy));
}
