import type { Backend, Capabilities, Exchange } from '../port/backend.ts';

/** Hears nothing and orders nothing: the field goes on alone. */
export class Idle implements Backend {
  readonly capabilities: Capabilities = { verbs: [], notices: [] };

  start(): void {}

  exchange(): Exchange {
    return { orders: [] };
  }

  stop(): void {}
}
