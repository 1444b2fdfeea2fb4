import type { Order } from '../../port/orders.ts';
import type { SequencedOrder } from './api.ts';

/** So many newest orders can still be refused. */
const MOST_ORDERS = 100_000;

/** What the field and the server call the same incidents and orders. */
export class Handles {
  private readonly ids = new Map<number, number>();
  private readonly references = new Map<number, number>();
  /** Sequence numbers of the newest orders, by what they say. */
  private readonly numbers = new Map<string, number>();

  add(reference: number, id: number): void {
    this.ids.set(reference, id);
    this.references.set(id, reference);
  }

  /** The server's id. Throws a RangeError for an incident that was never reported. */
  idOf(reference: number): number {
    const id = this.ids.get(reference);
    if (id === undefined) throw new RangeError(`incident ${reference} was never reported`);
    return id;
  }

  /** An order in the field's words; one about an incident that nobody reported keeps a number that fits none. */
  received({ seq, order }: SequencedOrder): Order {
    const own = (id: number): number => this.references.get(id) ?? -1;
    const translated: Order =
      order.type === 'merge'
        ? { ...order, incident: own(order.incident), into: own(order.into) }
        : 'incident' in order
          ? { ...order, incident: own(order.incident) }
          : order;
    this.numbers.set(keyOf(translated), seq);
    if (this.numbers.size > MOST_ORDERS) {
      for (const oldest of this.numbers.keys()) {
        this.numbers.delete(oldest);
        break;
      }
    }
    return translated;
  }

  /** Sequence number of an order that was received. Throws a RangeError for any other. */
  numberOf(order: Order): number {
    const seq = this.numbers.get(keyOf(order));
    if (seq === undefined) throw new RangeError(`no such order was received: ${keyOf(order)}`);
    return seq;
  }
}

function keyOf(order: Order): string {
  const incident = 'incident' in order ? order.incident : '';
  const whom = 'crew' in order ? order.crew : 'township' in order ? order.township : '';
  return `${order.type} ${incident} ${whom}`;
}
