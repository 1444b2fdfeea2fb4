import type { SequencedOrder } from '../backend/http/api.ts';
import type { Order } from '../port/orders.ts';
import type { IncidentId } from './history/record.ts';

/** A report as the load keeps it in mind. */
interface Case {
  readonly section: number;
  /** When it was first sent, milliseconds of wall time without pauses. */
  sent: number;
  id: IncidentId | undefined;
  decided: boolean;
  /** Filed and not closed. */
  open: boolean;
  assigned: boolean;
}

/**
 * Who is who: the field's handle of an incident and the server's id of the report. Knows what has become of every
 * report sent.
 */
export class Cases {
  /** Reports accepted that are neither filed nor rejected nor merged. */
  undecided = 0;
  /** Reports filed and not closed. */
  open = 0;
  private readonly byHandle = new Map<number, Case>();
  private readonly handles = new Map<IncidentId, number>();

  sent(handle: number, section: number, at: number): void {
    if (this.byHandle.has(handle)) return;
    this.byHandle.set(handle, { section, sent: at, id: undefined, decided: false, open: false, assigned: false });
  }

  accepted(handle: number, id: IncidentId): void {
    const found = this.byHandle.get(handle);
    if (found === undefined || found.id !== undefined) return;
    found.id = id;
    this.handles.set(id, handle);
    if (!found.decided) this.undecided++;
  }

  /** The server's id of an incident, once it is known. */
  idOf(handle: number): IncidentId | undefined {
    return this.byHandle.get(handle)?.id;
  }

  /** The order in the field's words; undefined where nobody can know whom it concerns. */
  translate({ order, reference }: SequencedOrder): Order | undefined {
    if (!('incident' in order)) return order;
    const incident = reference ?? this.handles.get(order.incident);
    if (incident === undefined) return undefined;
    this.accepted(incident, order.incident);
    if (order.type !== 'merge') return { ...order, incident };
    const into = this.handles.get(order.into);
    return into === undefined ? undefined : { ...order, incident, into };
  }

  /** Takes note of an order; the section and sending time of its report where this is the first crew sent to it. */
  ordered({ type, ...order }: Order): Pick<Case, 'section' | 'sent'> | undefined {
    const found = 'incident' in order ? this.byHandle.get(order.incident) : undefined;
    if (found === undefined) return undefined;
    const decides = type === 'file' || type === 'reject' || type === 'merge';
    if (decides && !found.decided) {
      found.decided = true;
      if (found.id !== undefined) this.undecided--;
      if (type === 'file') this.open++;
      found.open = type === 'file';
    }
    // A server that is wrong may close twice.
    if (type === 'close' && found.open) {
      found.open = false;
      this.open--;
    }
    if (type !== 'assign' || found.assigned) return undefined;
    found.assigned = true;
    return found;
  }
}
