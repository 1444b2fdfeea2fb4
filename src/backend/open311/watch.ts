import { HOUR } from '../../kernel/time.ts';
import type { Outcome } from '../../port/notices.ts';
import type { ServiceRequest } from './items.ts';

/** Simulated seconds between two looks at what became of the open requests [A]. */
const EVERY = HOUR;

interface Watched {
  readonly id: string;
  /** A crew has handled it in the field. */
  handled: boolean;
  /** The server has closed it. */
  closed: boolean;
}

/** The requests that the server holds open, and what both sides know of their end. */
export class Watch {
  /** Requests that the server closed before a crew had handled them. */
  closedEarly = 0;
  private readonly byIncident = new Map<number, Watched>();
  private next = Number.POSITIVE_INFINITY;

  get wake(): number {
    return this.next;
  }

  add(incident: number, id: string, now: number): void {
    this.byIncident.set(incident, { id, handled: false, closed: false });
    if (this.next === Number.POSITIVE_INFINITY) this.next = now + EVERY;
  }

  /** What a crew says; true where the case is over on both sides. */
  heard({ incident, purpose, result }: Outcome): boolean {
    const request = this.byIncident.get(incident);
    if (request === undefined || purpose !== 'handle' || (result !== 'handled' && result !== 'notFound')) return false;
    request.handled = true;
    if (request.closed) this.byIncident.delete(incident);
    return request.closed;
  }

  /** The ids to look at now; none before it is time. */
  due(now: number): string[] {
    if (now < this.next) return [];
    this.next = this.byIncident.size > 0 ? now + EVERY : Number.POSITIVE_INFINITY;
    return [...this.byIncident.values()].filter(({ closed }) => !closed).map(({ id }) => id);
  }

  /** Takes in what was read; returns the incidents that are over on both sides. Those handled are not watched longer. */
  read(found: ReadonlyMap<string, ServiceRequest>): number[] {
    const over: number[] = [];
    for (const [incident, request] of this.byIncident) {
      if (!request.closed && found.get(request.id)?.status === 'closed') {
        request.closed = true;
        if (!request.handled) this.closedEarly++;
      }
      if (!request.handled) continue;
      if (request.closed) over.push(incident);
      this.byIncident.delete(incident);
    }
    return over;
  }
}
