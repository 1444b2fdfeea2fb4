/** What may go wrong with a request below HTTP. */
export const FAILURES = [
  /** Nobody listens there. */
  'refused',
  /** The host or network cannot be reached. */
  'unreachable',
  /** The connection broke. */
  'reset',
  /** No answer in time. */
  'timeout',
  /** The answer is larger than allowed. */
  'tooLarge',
  /** The certificates do not agree, or it is no TLS at all. */
  'tls',
  /** The proxy does not pass it on. */
  'proxy',
  /** What came back is not HTTP. */
  'notHttp',
  /** We broke it off ourselves. */
  'aborted',
  'other',
] as const;
export type Failure = (typeof FAILURES)[number];

const BY_CODE: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_INFO: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'tooLarge',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'tooLarge',
  UND_ERR_PRX_TLS: 'proxy',
  UND_ERR_PRX_CONN: 'proxy',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  EPROTO: 'tls',
};
const TLS = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** A request that got no answer. Its text never holds anything that the server sent. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: Failure;
  /** NaN: it was never written, so it has certainly not been done; else nobody knows. Of `performance.now()`. */
  readonly writtenAt: number;
  readonly endedAt: number;

  constructor(kind: Failure, writtenAt: number) {
    super(`request failed: ${kind}`);
    this.kind = kind;
    this.writtenAt = writtenAt;
    this.endedAt = performance.now();
  }

  static from(error: Error, writtenAt: number): TransportError {
    return error instanceof TransportError ? error : new TransportError(failureOf(error), writtenAt);
  }
}

function failureOf(error: Error & { code?: unknown }): Failure {
  const code = typeof error.code === 'string' ? error.code : '';
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code];
  if (TLS.test(code)) return 'tls';
  if (error.name === 'HTTPParserError') return 'notHttp';
  // Several addresses of one host were tried.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return failureOf(error.errors[0]);
  return 'other';
}
