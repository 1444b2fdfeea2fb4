import { describe, it } from 'vitest';
import { backendContract as shipped } from '../../src/contract/contract.ts';
import type { Backend } from '../../src/port/backend.ts';
import type { Scenario } from '../../src/scenario/schema.ts';

export { contractScenario } from '../../src/contract/contract.ts';

/** The shipped suite in vitest. */
export function backendContract(name: string, make: (scenario: Scenario) => Backend | Promise<Backend>): void {
  shipped(name, make, { describe, it });
}
