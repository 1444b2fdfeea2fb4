import type { Message, MessageKey } from '../../locales/index.ts';

/** What may go wrong with a request below HTTP. */
const FAILURES = [
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
/** What undici says when a proxy does not open a tunnel: the proxy's status. */
const NO_TUNNEL = /^Proxy response \((\d{3})\)/;
const PROXY_CREDENTIALS = '407';

/** What can be told of a failed handshake, by OpenSSL's and Node's codes. */
const HANDSHAKES: readonly (readonly [RegExp, MessageKey])[] = [
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'transport.tlsTime'],
  [/ALTNAME_INVALID$/, 'transport.tlsName'],
  [/^(DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_)/, 'transport.tlsUntrusted'],
  [/(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)$/, 'transport.tlsPlain'],
  [/ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE|DECRYPT|ACCESS_DENIED)/, 'transport.tlsClient'],
];

/** A request that got no answer. Its text never holds anything that the server sent. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: Failure;
  /** Of Node, OpenSSL or undici, or the status of a proxy; empty where there is none. */
  readonly code: string;
  /** NaN: it was never written, so it has certainly not been done; else nobody knows. Of `performance.now()`. */
  readonly writtenAt: number;
  readonly endedAt: number;

  constructor(kind: Failure, writtenAt: number, code = '') {
    super(`request failed: ${[kind, code].join(' ').trim()}`);
    this.kind = kind;
    this.code = code;
    this.writtenAt = writtenAt;
    this.endedAt = performance.now();
  }

  static from(error: Error, writtenAt: number): TransportError {
    if (error instanceof TransportError) return error;
    const [kind, code] = failureOf(error);
    return new TransportError(kind, writtenAt, code);
  }
}

/** What went wrong below HTTP, and its code. */
export function failureOf(error: Error & { code?: unknown }): readonly [kind: Failure, code: string] {
  const code = typeof error.code === 'string' ? error.code : '';
  const [, status] = NO_TUNNEL.exec(error.message) ?? [];
  if (status !== undefined) return ['proxy', status];
  // OpenSSL gives most of its errors this code, and the reason in the words of the message alone.
  if (code === 'EPROTO') return ['tls', /SSL routines:[^:]*:([\w /]{1,60})/.exec(error.message)?.[1] ?? code];
  if (Object.hasOwn(BY_CODE, code)) return [BY_CODE[code], code];
  if (TLS.test(code)) return ['tls', code];
  if (error.name === 'HTTPParserError') return ['notHttp', code];
  // Several addresses of one host were tried.
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return failureOf(error.errors[0]);
  return ['other', code];
}

/** A failure in words; `secure`: at an https address, where a server that misses a certificate just hangs up. */
export function failureMessage(kind: Failure, code: string, secure: boolean): Message<MessageKey> {
  const values = { code: code === '' ? '?' : code };
  if (kind === 'proxy' && code === PROXY_CREDENTIALS) return { key: 'transport.proxyCredentials' };
  if (kind === 'reset' && secure) return { key: 'transport.resetTls', values };
  const reason = code.toUpperCase().replaceAll(' ', '_');
  const told = kind === 'tls' ? HANDSHAKES.find(([pattern]) => pattern.test(reason)) : undefined;
  return { key: told?.[1] ?? `transport.${kind}`, values };
}
