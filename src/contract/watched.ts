import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import { NOTICE_NAMES, type Notice, type NoticeName } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';

export interface Watcher {
  /** Everything the field tells, whether or not the backend wants to hear it. */
  heard?(notice: Notice, now: number): void;
  ordered?(order: Order, now: number): void;
  answered?(exchange: Exchange, now: number): void;
  /** Keeps an order from the field; the backend is told that it was refused. */
  refuses?(order: Order): boolean;
}

/** A backend under observation: it hears only what it asked for, the watcher everything. */
export class Watched implements Backend {
  readonly capabilities: Capabilities;
  private readonly backend: Backend;
  private readonly watcher: Watcher;
  private readonly wanted: ReadonlySet<NoticeName>;
  private kept: Notice[] = [];
  private wake = Number.NEGATIVE_INFINITY;

  constructor(backend: Backend, watcher: Watcher) {
    this.backend = backend;
    this.watcher = watcher;
    this.wanted = new Set(backend.capabilities.notices);
    this.capabilities = { verbs: backend.capabilities.verbs, notices: NOTICE_NAMES };
  }

  start(...what: Parameters<Backend['start']>): void | Promise<void> {
    return this.backend.start(...what);
  }

  async exchange(notices: readonly Notice[], now: number): Promise<Exchange> {
    const { watcher } = this;
    for (const notice of notices) watcher.heard?.(notice, now);
    const told = [...this.kept, ...notices.filter((n) => this.wanted.has(n.type === 'crew' ? n.status : n.type))];
    this.kept = [];
    if (told.length === 0 && now < this.wake) return { orders: [], wake: this.wake };
    const answer = await this.backend.exchange(told, now);
    watcher.answered?.(answer, now);
    this.wake = answer.wake ?? Number.POSITIVE_INFINITY;
    const orders = answer.orders.filter((order) => !this.keeps(order, now));
    for (const order of orders) watcher.ordered?.(order, now);
    return { orders, wake: this.kept.length > 0 ? now : this.wake };
  }

  stop(): void | Promise<void> {
    return this.backend.stop();
  }

  private keeps(order: Order, now: number): boolean {
    if (this.watcher.refuses?.(order) !== true) return false;
    this.kept.push({ type: 'refused', at: now, order, reason: 'crewTaken' });
    return true;
  }
}
