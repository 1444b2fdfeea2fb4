import type { Transport } from '../backend/http/transport.ts';
import type { City } from '../city/city.ts';
import type { Capabilities, Remark } from '../port/backend.ts';
import type { Reported } from '../port/notices.ts';
import type { Roster } from '../port/roster.ts';
import type { Protocol } from './history/record.ts';
import type { OperationBody } from './operation.ts';
import type { Wire } from './wire.ts';

/** A deployed backend, whatever it speaks, before and while a load runs. */
export interface Connection {
  readonly protocol: Protocol;
  /** As histories and results name it, without secrets. */
  readonly name: string;
  readonly version: string;
  readonly transport: Transport;
  readonly wire: Wire;
  /** Without the verb `assign` it sends no orders: an embedded policy governs the field beside it. */
  readonly capabilities: Capabilities;
  /** Whether the speed can be changed while it runs. */
  readonly speedChanges: boolean;
  /** Whether what may have been done is sent again: with a key the backend knows it for the same. */
  readonly isKeyed: boolean;
  /** A report in the words of this protocol. */
  reportBody(report: Reported): OperationBody;
  /** Tells it of the city and its crews, with their duty on the days from and to. Throws BackendError. */
  provision(city: City, roster: Roster, days: readonly [number, number], signal: AbortSignal): Promise<void>;
  /** From its answer on the backend's clock runs, from that simulated time at that speed. Throws BackendError. */
  startClock(origin: number, speed: number): Promise<void>;
  /** From its answer on the backend's clock goes at another speed. Throws BackendError where it does not say so. */
  changeSpeed(change: { readonly speed: number; readonly now: number }): Promise<void>;
  /** Lets it forget what was created; whether it has agreed. */
  forget(): Promise<boolean>;
  /** What was seen of it that users should know. */
  remarks(): readonly Remark[];
}
