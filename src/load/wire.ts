import type { HttpAnswer, HttpRequest } from '../backend/http/transport.ts';
import type { OperationName } from './history/record.ts';
import type { OperationBody } from './operation.ts';

/** An answer read: as agreed (`body` is null where it matters to nobody), or not. */
export type Read = { readonly body: unknown } | undefined;

/** How operations look to one kind of server. Pure: it neither sends nor remembers. */
export interface Wire {
  /** The request of an operation; undefined where this kind of server has no such thing. */
  request(name: OperationName, body: OperationBody, key: string | undefined): HttpRequest | undefined;
  /** What a success says; undefined where it is not what was agreed. */
  read(name: OperationName, answer: HttpAnswer): Read;
}
