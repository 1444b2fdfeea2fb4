import type { Notice } from '../../port/notices.ts';
import type { Order } from '../../port/orders.ts';

interface Swap {
  /** Whom the decider believes to be sent. */
  readonly meant: number;
  readonly incident: number;
  /** The crew came besides the one that was meant, not in its place. */
  readonly besides: boolean;
}

/**
 * Crews that were sent in place of, or besides, those that the decider chose. What they tell of that incident is told to
 * the decider as if the one it chose had said it.
 */
export class CrewSwaps {
  private readonly swaps = new Map<number, Swap>();

  /** Is the crew part of any swap, whichever way? */
  concerns(crew: number): boolean {
    return this.swaps.has(crew) || this.sentFor(crew) !== undefined;
  }

  add(sent: number, swap: Swap): void {
    this.swaps.set(sent, swap);
  }

  /** A decider's order, to whom it really has to go. */
  outward(order: Order): Order {
    if (order.type === 'close' || order.type === 'reject' || order.type === 'merge') this.ended(order.incident);
    if (order.type !== 'recall') return order;
    const sent = this.sentFor(order.crew);
    if (sent === undefined) return order;
    this.swaps.delete(sent);
    return { ...order, crew: sent };
  }

  /** What the decider is to hear of a notice: nothing, the same, or what the crew that it chose would have said. */
  inward(notice: Notice): readonly Notice[] {
    if (notice.type === 'refused') return this.refused(notice);
    if (notice.type !== 'crew' && notice.type !== 'outcome') return [notice];
    const swap = this.swaps.get(notice.crew);
    if (swap === undefined || notice.incident !== swap.incident) return [notice];
    const told = { ...notice, crew: swap.meant };
    if (told.type === 'outcome') return [told];
    if (told.status === 'finished' || told.status === 'declined') this.swaps.delete(notice.crew);
    if (swap.besides) return [];
    // The one that it chose has been free all the time.
    return told.status === 'finished' ? [told, { ...told, status: 'available', incident: -1 }] : [told];
  }

  private refused(notice: Extract<Notice, { type: 'refused' }>): readonly Notice[] {
    const { order } = notice;
    const swap = order.type === 'assign' ? this.swaps.get(order.crew) : undefined;
    if (order.type !== 'assign' || swap?.incident !== order.incident) return [notice];
    this.swaps.delete(order.crew);
    return swap.besides ? [] : [{ ...notice, order: { ...order, crew: swap.meant } }];
  }

  private sentFor(meant: number): number | undefined {
    for (const [sent, swap] of this.swaps) if (swap.meant === meant && !swap.besides) return sent;
    return undefined;
  }

  private ended(incident: number): void {
    for (const [sent, swap] of this.swaps) if (swap.incident === incident) this.swaps.delete(sent);
  }
}
