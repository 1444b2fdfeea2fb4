/** The source of a backend to start from: it signs and files, and leaves the crews to the embedded policy. */
export const backendTemplate = (name: string): string => `/**
 * ${name}: a backend for Gridbeat.
 *
 *   node --test ${name}.test.ts               runs the contract that every backend keeps to
 *   gridbeat run --backend ./${name}.ts       lets it govern the city
 *
 * As it stands it signs every report at once and files it a minute later.
 */
import type { Backend, BackendFactory, Capabilities, Exchange, Notice, Order } from 'gridbeat/backend';

/** Simulated seconds from a report's signature until it is filed. */
const READING = 60;

class OwnBackend implements Backend {
  /**
   * The verbs you do yourself. Of sign, file, assign and close, those you leave out are done by the scenario's embedded
   * policy, and the run says so. Notices you do not list are not sent to you.
   */
  readonly capabilities: Capabilities = { verbs: ['sign', 'file'], notices: ['reported'] };

  /** Reports that are being read, in the order in which they came. */
  private readonly waiting: { readonly incident: number; readonly due: number }[] = [];

  /** Comes first and once. Its arguments (city, roster, clock, push) tell who and what you govern; take what you need. */
  start(): void {}

  /**
   * Comes whenever there is something to tell, and at the time you asked for by \`wake\`. \`now\` is in simulated seconds;
   * it may return a promise. Your orders are applied at \`now\`; to hear of those that no longer fit, list 'refused'
   * among the notices.
   */
  exchange(notices: readonly Notice[], now: number): Exchange {
    const orders: Order[] = [];
    for (const notice of notices) {
      if (notice.type !== 'reported') continue;
      orders.push({ type: 'sign', incident: notice.incident, level: 'township' });
      this.waiting.push({ incident: notice.incident, due: now + READING });
    }
    for (let next = this.waiting[0]; next !== undefined && next.due <= now; next = this.waiting[0]) {
      // Instead of filing it you may reject it, or merge it into another incident; both need their verb above.
      orders.push({ type: 'file', incident: next.incident });
      this.waiting.shift();
    }
    const next = this.waiting[0];
    return next === undefined ? { orders } : { orders, wake: next.due };
  }

  /** Comes last and once: close what you opened. */
  stop(): void {}
}

/** Makes one backend per replication. Replications may run in several threads, so share nothing between them. */
const make: BackendFactory = (_scenario, _replication) => new OwnBackend();
export default make;
`;

/** The test that goes with it: the contract suite on Node's own test runner. */
export const backendTestTemplate = (name: string): string =>
  [
    "import { describe, it } from 'node:test';",
    "import { backendContract } from 'gridbeat/backend';",
    `import make from './${name}.ts';`,
    '',
    `backendContract('${name}', (scenario) => make(scenario, 0), { describe, it });`,
    '',
  ].join('\n');
