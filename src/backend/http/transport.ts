import { Buffer } from 'node:buffer';
import type { Dispatcher } from 'undici';
import { type Access, createDispatcher } from '../access.ts';
import { TransportError } from './transport-error.ts';

/** `timeout` counts from `send` to the end of the answer; default 30,000. */
export interface TransportOptions extends Access {
  /** Most connections at once; requests beyond them wait in a queue. Default 64. */
  readonly connections?: number;
  /** Milliseconds for connecting, for the answer's head once the request is written, and between pieces of its body. */
  readonly connectTimeout?: number;
  readonly headersTimeout?: number;
  readonly bodyTimeout?: number;
  /** Most bytes of an answer's body. Default 4 MiB. */
  readonly mostBytes?: number;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From the root, with the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as application/json unless the headers say otherwise. */
  readonly body?: string | undefined;
  /** Milliseconds, instead of the transport's own. */
  readonly timeout?: number;
}

/** An answer of whatever status, its body complete. Times are of `performance.now()`. */
export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: string;
  /** When the request began to be written to its connection: service time counts from here. */
  readonly writtenAt: number;
  readonly endedAt: number;
}

export type Answered = (error: TransportError | undefined, answer: HttpAnswer | undefined) => void;

/** Who takes an answer piece by piece for as long as it goes on. Every stream ends by exactly one `ended`. */
export interface StreamTaker {
  /** The head has come; a piece of an answer that is no success is still handed over. */
  opened(status: number, contentType: string): void;
  data(chunk: Buffer): void;
  /** Without an error: the server has ended it. */
  ended(error: TransportError | undefined): void;
}

const DEFAULTS = {
  connections: 64,
  timeout: 30_000,
  connectTimeout: 10_000,
  headersTimeout: 30_000,
  bodyTimeout: 30_000,
  mostBytes: 4 * 1024 * 1024,
};

/**
 * HTTP/1.1 to one server over kept-alive connections. Made for load tests: one object per request, callbacks, and no
 * redirects, retries or decoding behind the caller's back.
 */
export class Transport {
  readonly origin: string;
  private readonly dispatcher: Dispatcher;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly jsonHeaders: Readonly<Record<string, string>>;
  private readonly timeout: number;
  private readonly mostBytes: number;
  /** Connections end with their answer. */
  private readonly reset: boolean;

  /** `url`: of the server; its path and query do not count. Throws a TypeError for what is no http(s) URL. */
  constructor(url: string | URL, options: TransportOptions = {}) {
    const { origin, protocol } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`${protocol} is neither http: nor https:`);
    this.origin = origin;
    this.timeout = options.timeout ?? DEFAULTS.timeout;
    this.mostBytes = options.mostBytes ?? DEFAULTS.mostBytes;
    this.headers = {
      accept: 'application/json',
      ...options.headers,
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
    };
    this.jsonHeaders = { ...this.headers, 'content-type': 'application/json' };
    this.reset = options.keepAlive === 0;
    this.dispatcher = createDispatcher(origin, options, {
      connections: options.connections ?? DEFAULTS.connections,
      connectTimeout: options.connectTimeout ?? DEFAULTS.connectTimeout,
      headersTimeout: options.headersTimeout ?? Math.max(this.timeout, DEFAULTS.headersTimeout),
      bodyTimeout: options.bodyTimeout ?? Math.max(this.timeout, DEFAULTS.bodyTimeout),
    });
  }

  /** Sends at once, or when a connection is free; `answered` is called exactly once. */
  send(request: HttpRequest, answered: Answered): void {
    const exchange = new Exchange(request.timeout ?? this.timeout, this.mostBytes, answered);
    this.dispatch(request, exchange);
  }

  /** As `send`, by a promise. Rejects with a TransportError. */
  request(request: HttpRequest): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.send(request, (error, answer) => {
        if (answer !== undefined) resolve(answer);
        else reject(error);
      });
    });
  }

  /** Opens an answer that goes on; the function that is returned breaks it off. `silence`: longest wait for a piece, ms. */
  stream(request: HttpRequest, taker: StreamTaker, silence: number): () => void {
    const stream = new Stream(taker);
    this.dispatch(request, stream, silence);
    return () => stream.breakOff();
  }

  /** Breaks off what is under way and closes all connections. */
  async close(): Promise<void> {
    await this.dispatcher.destroy(new Error('closed'));
  }

  private dispatch(request: HttpRequest, handler: Dispatcher.DispatchHandler, silence?: number): void {
    const { method, path, body, headers } = request;
    const own = body === undefined ? this.headers : this.jsonHeaders;
    this.dispatcher.dispatch(
      {
        origin: this.origin,
        method,
        path,
        body: body ?? null,
        reset: this.reset,
        headers: headers === undefined ? own : { ...own, ...headers },
        ...(silence !== undefined && { bodyTimeout: silence }),
      },
      handler,
    );
  }
}

/** One request and its whole answer. */
class Exchange implements Dispatcher.DispatchHandler {
  private readonly answered: Answered;
  private readonly mostBytes: number;
  private readonly timer: NodeJS.Timeout;
  private controller: Dispatcher.DispatchController | undefined;
  private writtenAt = Number.NaN;
  private status = 0;
  private contentType = '';
  private retryAfter: string | undefined;
  private chunks: Buffer[] = [];
  private bytes = 0;
  private over = false;

  constructor(timeout: number, mostBytes: number, answered: Answered) {
    this.answered = answered;
    this.mostBytes = mostBytes;
    this.timer = setTimeout(timedOut, timeout, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) {
      controller.abort(new Error('too late'));
      return;
    }
    this.controller = controller;
    this.writtenAt = performance.now();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    this.status = status;
    this.contentType = text(headers['content-type']) ?? '';
    this.retryAfter = text(headers['retry-after']);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.mostBytes) this.fail(new TransportError('tooLarge', this.writtenAt));
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.over) return;
    this.end();
    const { status, contentType, retryAfter, chunks, writtenAt } = this;
    const body = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, this.bytes)).toString('utf8');
    this.answered(undefined, { status, contentType, retryAfter, body, writtenAt, endedAt: performance.now() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(TransportError.from(error, this.writtenAt));
  }

  timedOut(): void {
    this.fail(new TransportError('timeout', this.writtenAt));
  }

  private fail(error: TransportError): void {
    if (this.over) return;
    this.end();
    this.chunks = [];
    this.controller?.abort(error);
    this.answered(error, undefined);
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.timer);
  }
}

function timedOut(exchange: Exchange): void {
  exchange.timedOut();
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** One request and an answer that is handed on as it comes. */
class Stream implements Dispatcher.DispatchHandler {
  private readonly taker: StreamTaker;
  private controller: Dispatcher.DispatchController | undefined;
  private writtenAt = Number.NaN;
  private over = false;

  constructor(taker: StreamTaker) {
    this.taker = taker;
  }

  breakOff(): void {
    this.end(new TransportError('aborted', this.writtenAt));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.writtenAt = performance.now();
    if (this.over) controller.abort(new Error('broken off'));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (!this.over) this.taker.opened(status, text(headers['content-type']) ?? '');
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.over) this.taker.data(chunk);
  }

  onResponseEnd(): void {
    this.end(undefined);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end(TransportError.from(error, this.writtenAt));
  }

  private end(error: TransportError | undefined): void {
    if (this.over) return;
    this.over = true;
    if (error !== undefined) this.controller?.abort(error);
    this.taker.ended(error);
  }
}
