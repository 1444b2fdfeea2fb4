import type { Order } from '../../port/orders.ts';
import type { SequencedOrder } from './api.ts';

/** What the field and the server call the same incidents and orders. */
export class Handles {
  private readonly ids = new Map<number, number>();
  private readonly references = new Map<number, number>();
  /** Sequence numbers of the orders, as long as anybody has them: the same words may be given twice. */
  private readonly numbers = new WeakMap<Order, number>();

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
          : { ...order };
    this.numbers.set(translated, seq);
    return translated;
  }

  /** Sequence number of an order that came from `received`. Throws a RangeError for any other. */
  numberOf(order: Order): number {
    const seq = this.numbers.get(order);
    if (seq === undefined) throw new RangeError(`no such order was received: ${order.type}`);
    return seq;
  }
}
