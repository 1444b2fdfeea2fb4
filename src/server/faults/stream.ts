import type { SequencedOrder } from '../../backend/http/api.ts';
import { Chance } from './chance.ts';
import type { FaultRates } from './rates.ts';
import type { Tally } from './tally.ts';

type Publish = (orders: readonly SequencedOrder[]) => void;

/** Longest that an order is kept back where none follows it, milliseconds. */
const LONGEST = 1000;

/** Publishes some orders after the one that follows them. */
export class FaultyStream {
  private readonly clean: Publish;
  private readonly chance: Chance;
  private held: SequencedOrder | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(clean: Publish, rates: FaultRates, seed: string, tally: Tally) {
    this.clean = clean;
    this.chance = new Chance('reorder', rates, seed, tally);
  }

  publish(orders: readonly SequencedOrder[]): void {
    const out: SequencedOrder[] = [];
    for (const order of orders) {
      if (this.held === undefined && this.chance.comes()) {
        this.held = order;
        this.timer = setTimeout(() => this.clean(this.release()), LONGEST).unref();
      } else out.push(order, ...this.release());
    }
    this.clean(out);
  }

  private release(): readonly SequencedOrder[] {
    const { held } = this;
    this.held = undefined;
    clearTimeout(this.timer);
    return held === undefined ? [] : [held];
  }
}
