import { BackendError } from '../backend/backend-error.ts';
import type { Field } from '../field/field.ts';
import type { Backend, Exchange, Push } from '../port/backend.ts';
import type { Order } from '../port/orders.ts';

/** A backend may ask to be called again at the same time, but not so often. */
const MOST_AGAIN = 1000;

/**
 * Lets virtual time pass between a field and a backend: as fast as it goes, and time stands still while an asynchronous
 * backend thinks. Create one per run; `runUntil` may be called again and again with later times.
 */
export class VirtualDriver {
  private readonly field: Field;
  private readonly backend: Backend;
  private wake = Number.NEGATIVE_INFINITY;
  private pushed: Order[] = [];
  /** Calls since time last went on. */
  private again = 0;

  constructor(field: Field, backend: Backend) {
    this.field = field;
    this.backend = backend;
  }

  /** Where a backend's own orders come in: they are applied before time goes on. */
  readonly push: Push = (orders) => {
    this.pushed.push(...orders);
  };

  async runUntil(until: number): Promise<void> {
    const { field, backend } = this;
    while (field.now < until || field.hasNotices() || this.wake <= until) {
      if (this.pushed.length > 0) field.apply(this.pushed.splice(0));
      if (!field.hasNotices()) field.advance(Math.min(this.wake, until));
      if (!field.hasNotices() && field.now < this.wake) continue;
      const answer = backend.exchange(field.takeNotices(), field.now);
      this.take(answer instanceof Promise ? await answer : answer);
    }
  }

  private take({ orders, wake = Number.POSITIVE_INFINITY }: Exchange): void {
    const { now } = this.field;
    this.again = wake > now ? 0 : this.again + 1;
    // It would be called for ever, and time never go on.
    if (this.again > MOST_AGAIN || Number.isNaN(wake))
      throw new BackendError('--backend', [{ key: 'backend.wakeInPast', values: { wake, now } }], false);
    this.wake = wake;
    this.field.apply(orders);
  }
}
