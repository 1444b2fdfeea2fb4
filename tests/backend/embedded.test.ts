import { describe, expect, it } from 'vitest';
import { EmbeddedBackend, type PolicyName } from '../../src/backend/embedded/embedded.ts';
import { policies } from '../../src/backend/embedded/policies/index.ts';
import type { City } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend, Capabilities, Clock, Exchange } from '../../src/port/backend.ts';
import type { Notice } from '../../src/port/notices.ts';
import type { Roster } from '../../src/port/roster.ts';
import { backendContract, contractScenario } from '../port/contract.ts';

for (const policy of Object.keys(policies) as PolicyName[]) {
  backendContract(`embedded:${policy}`, (scenario) => new EmbeddedBackend(scenario, 0, policy));
}

/** The same centres behind a wire: every answer takes a while. */
class Remote implements Backend {
  readonly capabilities: Capabilities;
  private readonly near: EmbeddedBackend;

  constructor(near: EmbeddedBackend) {
    this.near = near;
    this.capabilities = near.capabilities;
  }

  async start(city: City, roster: Roster, clock: Clock): Promise<void> {
    await Promise.resolve();
    this.near.start(city, roster, clock);
  }

  async exchange(notices: readonly Notice[], now: number): Promise<Exchange> {
    await Promise.resolve();
    return this.near.exchange(notices, now);
  }

  async stop(): Promise<void> {
    await Promise.resolve();
    this.near.stop();
  }
}

backendContract('embedded at a distance', async (scenario) => new Remote(new EmbeddedBackend(scenario, 0)));

describe('the embedded backend', () => {
  it('says plainly that it was not started, or was stopped', () => {
    const backend = new EmbeddedBackend(contractScenario(), 0);
    expect(() => backend.exchange([], 0)).toThrow('not started');
    const field = new Field(contractScenario(), tinyCity(), 0, SILENT, []);
    const clock = { startDate: '2022-08-08', speed: Number.POSITIVE_INFINITY };
    backend.start(tinyCity(), field.roster, clock);
    backend.exchange([], 0);
    backend.stop();
    expect(() => backend.exchange([], 1)).toThrow('stopped');
  });
});
