import type { HttpAnswer, HttpRequest } from '../backend/http/transport.ts';
import type { TransportError } from '../backend/http/transport-error.ts';

/**
 * Called exactly once. `sentAt`, milliseconds of `performance.now()`: when it was taken up, where that was not at once;
 * from there on the server and the number of connections decide.
 */
export type Carried = (error: TransportError | undefined, answer: HttpAnswer | undefined, sentAt?: number) => void;

/** Brings requests to a server: a `Transport`, or threads that have one each. */
export interface Carrier {
  send(request: HttpRequest, carried: Carried): void;
}
