import type { HttpAnswer } from '../backend/http/transport.ts';
import type { TransportError } from '../backend/http/transport-error.ts';
import type { ErrorKind } from './result.ts';

/** What became of an attempt that brought no right answer. */
export interface Failure {
  readonly kind: ErrorKind;
  /** Certainly not done; else nobody knows. */
  readonly sure: boolean;
  /** Whether it makes sense to send it again. */
  readonly again: boolean;
  readonly why: string;
  readonly status?: number;
}

/** Certainly not done where nothing was written; sent again unless it would certainly fail the same way. */
export function failureOfTransport({ kind, writtenAt }: TransportError): Failure {
  const sure = Number.isNaN(writtenAt);
  switch (kind) {
    case 'timeout':
      return { kind: 'timeout', sure, again: true, why: kind };
    case 'tooLarge':
    case 'notHttp':
      return { kind: 'answer', sure, again: false, why: kind };
    case 'refused':
    case 'unreachable':
      return { kind: 'refused', sure, again: true, why: kind };
    default:
      return { kind: 'connection', sure, again: kind !== 'tls' && kind !== 'proxy', why: kind };
  }
}

/** An answer with a status of its own, or a success that is not what was agreed. */
export function failureOfAnswer({ status }: HttpAnswer): Failure {
  if (status >= 500) return { kind: 'status5xx', sure: false, again: true, why: `status ${status}`, status };
  if (status >= 400) return { kind: 'status4xx', sure: true, again: false, why: `status ${status}`, status };
  return { kind: 'answer', sure: false, again: false, why: 'answer', status };
}
