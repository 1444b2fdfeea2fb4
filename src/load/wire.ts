import type { HttpAnswer, HttpRequest } from '../backend/http/transport.ts';
import type { OperationName } from './history/record.ts';
import type { OperationBody } from './operation.ts';

/** A request; `said` is the JSON of the operation's whole body, where it was made for this. */
export interface WireRequest extends HttpRequest {
  readonly said?: string | undefined;
}

/** An answer read: as agreed (`body` is null where it matters to nobody; `text` is its JSON, where that came), or not. */
export type Read = { readonly body: unknown; readonly text?: string } | undefined;

/** How operations look to one kind of server. Pure: it neither sends nor remembers. */
export interface Wire {
  /** The request of an operation; undefined where this kind of server has no such thing. */
  request(name: OperationName, body: OperationBody, key: string | undefined): WireRequest | undefined;
  /** What a success says; undefined where it is not what was agreed. */
  read(name: OperationName, answer: HttpAnswer): Read;
}
