import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';

/** How systems outside are reached. Plain data, so that threads can have it. */
export interface Access {
  /** PEM texts; the key is not encrypted. */
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly proxy?: ProxyAccess | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string | undefined;
  /** Milliseconds for one answer, waiting for a connection included. */
  readonly timeout?: number | undefined;
  /** Milliseconds that an unused connection is kept; 0: every request has a connection of its own. */
  readonly keepAlive?: number | undefined;
}

/** An HTTP proxy: everything goes through a tunnel that CONNECT opens. */
export interface ProxyAccess {
  /** Without user and password. */
  readonly url: string;
  /** The whole value of `Proxy-Authorization`. */
  readonly authorization?: string | undefined;
}

export interface DispatcherLimits {
  /** Most connections at once. */
  readonly connections: number;
  /** Milliseconds for connecting, for the answer's head once the request is written, and between pieces of its body. */
  readonly connectTimeout: number;
  readonly headersTimeout: number;
  readonly bodyTimeout: number;
}

/** Connections to one server (`origin`), or to whatever each request names, all by the same access. */
export function createDispatcher(
  origin: string | undefined,
  { ca, cert, key, proxy, keepAlive }: Access,
  { connections, connectTimeout, headersTimeout, bodyTimeout }: DispatcherLimits,
): Dispatcher {
  const connect = {
    timeout: connectTimeout,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
  const limits = {
    connections,
    headersTimeout,
    bodyTimeout,
    // A server's devices do not share a connection, so neither do operations under way.
    pipelining: 1,
    allowH2: false,
    ...(keepAlive !== undefined && keepAlive > 0 && { keepAliveTimeout: keepAlive, keepAliveMaxTimeout: keepAlive }),
  };
  if (proxy === undefined)
    return origin === undefined ? new Agent({ ...limits, connect }) : new Pool(origin, { ...limits, connect });
  return new ProxyAgent({
    ...limits,
    uri: proxy.url,
    ...(proxy.authorization !== undefined && { token: proxy.authorization }),
    // Without a tunnel all requests of plain HTTP would share one connection to the proxy.
    proxyTunnel: true,
    connectTimeout,
    requestTls: connect,
    proxyTls: { timeout: connectTimeout, ...(ca !== undefined && { ca }) },
  });
}
