import type { HttpAnswer, HttpRequest, TransportOptions } from '../../backend/http/transport.ts';
import type { Failure } from '../../backend/http/transport-error.ts';

/** What passes between the thread of a load and those that send for it, several at a time. */

export interface ThreadSetting {
  readonly url: string;
  readonly options: TransportOptions;
  /** `clockOrigin` of the thread of the load: all times that pass are on its clock. */
  readonly origin: number;
}

export interface Posted {
  readonly id: number;
  readonly request: HttpRequest;
}

export interface Over {
  readonly id: number;
  /** When the thread took it up. */
  readonly sentAt: number;
  readonly result: HttpAnswer | { readonly kind: Failure; readonly writtenAt: number };
}

/** A thread may be stopped between two looks at the clock; hardly ever every time. */
const LOOKS = 20;

/** Where `performance.now()` of this thread begins on the clock that all threads of a process share, milliseconds. */
export function clockOrigin(): number {
  // Being stopped between the two makes the difference smaller, nothing makes it larger.
  const looks = Array.from({ length: LOOKS }, () => Number(process.hrtime.bigint()) / 1e6 - performance.now());
  return Math.max(...looks);
}
