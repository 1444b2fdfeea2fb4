import type { OrderRecord } from '../history/record.ts';
import type { Incident } from './incidents.ts';

/** An order, in the sequence of the server. */
export interface Given {
  readonly record: OrderRecord;
  readonly line: number;
  /** The server gave it later than this, wall milliseconds: it knew of a report that was sent then. */
  readonly after: number;
  /** What it is about; undefined for none, or for what nobody reported. */
  readonly incident: Incident | undefined;
}
