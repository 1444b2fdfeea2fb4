import type { Backend, Exchange } from '../../src/port/backend.ts';
import type { Notice } from '../../src/port/notices.ts';
import type { Order } from '../../src/port/orders.ts';

/** A backend that sends the same crew to everything, and asks again after every refusal, the next crew each time. */
export class Stubborn implements Backend {
  readonly capabilities = {
    verbs: ['file', 'assign', 'close'],
    notices: ['reported', 'refused', 'outcome'],
  } as const;
  private crews = 0;

  start(_city: unknown, roster: { readonly crews: number }): void {
    this.crews = roster.crews;
  }

  exchange(notices: readonly Notice[]): Exchange {
    return { orders: notices.flatMap((notice) => this.answer(notice)) };
  }

  stop(): void {}

  private answer(notice: Notice): Order[] {
    if (notice.type === 'reported') {
      const { incident } = notice;
      return [
        { type: 'file', incident },
        { type: 'assign', incident, crew: 0, purpose: 'handle' },
      ];
    }
    if (notice.type === 'outcome') return [{ type: 'close', incident: notice.incident }];
    if (notice.type !== 'refused' || notice.order.type !== 'assign') return [];
    const crew = notice.order.crew + 1;
    return crew < this.crews ? [{ ...notice.order, crew }] : [];
  }
}
