import { type Dispatcher, request } from 'undici';
import { type Message, type MessageKey, say } from '../../locales/index.ts';
import { printable } from '../../scenario/problem.ts';
import { type Access, createDispatcher } from '../access.ts';
import { failureMessage, failureOf } from '../http/transport-error.ts';
import type { Deviations } from './deviations.ts';

/** An answer as it came, before anybody has looked at what it says. */
export interface Answer {
  readonly status: number;
  /** Media type without parameters, lower case; empty where the server gives none. */
  readonly type: string;
  readonly charset: string;
  readonly text: string;
}

/** No answer that could be looked at: nobody there, too slow, too long, sent elsewhere. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly why: Message<MessageKey>;
  /** Nothing is known of whether the server has seen the request, and asking again may help. */
  readonly passing: boolean;

  constructor(why: Message<MessageKey>, passing: boolean) {
    super(say('en', why));
    this.why = why;
    this.passing = passing;
  }
}

export interface HttpLimits {
  /** Milliseconds until a connection stands, until the head of an answer, and until its end. */
  readonly connect: number;
  readonly head: number;
  readonly whole: number;
  /** Bytes of a body. */
  readonly body: number;
}

/** [A] A list of 1,000 requests, the most that the specification allows, takes about a megabyte. */
export const LIMITS: HttpLimits = { connect: 5000, head: 10_000, whole: 20_000, body: 8 * 1024 * 1024 };

const MOST_REDIRECTS = 3;
const CONNECTIONS = 8;
/** Connection errors that pass; others (names, certificates) do not. */
const PASSING = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'EHOSTUNREACH']);

export const FORM_TYPE = 'application/x-www-form-urlencoded; charset=utf-8';

/** Requests to one host, with every wait and every body bounded. */
export class Http {
  private readonly dispatcher: Dispatcher;
  private readonly access: Access;
  private readonly limits: HttpLimits;
  private readonly seen: Deviations;
  private readonly signal: AbortSignal | undefined;

  constructor(seen: Deviations, limits: HttpLimits = LIMITS, signal?: AbortSignal, access: Access = {}) {
    this.seen = seen;
    this.limits = { ...limits, whole: access.timeout ?? limits.whole };
    this.signal = signal;
    this.access = access;
    this.dispatcher = createDispatcher(undefined, access, {
      connections: CONNECTIONS,
      connectTimeout: limits.connect,
      headersTimeout: Math.max(limits.head, access.timeout ?? 0),
      bodyTimeout: Math.max(limits.head, access.timeout ?? 0),
    });
  }

  /** Follows at most three redirections, and none to another host. Rejects with NoAnswer. */
  async get(url: URL, accept: string): Promise<Answer> {
    let at = url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const { answer, location } = await this.send(at, 'GET', { accept });
      if (location === undefined) return answer;
      const next = URL.parse(location, at.href);
      if (next === null || next.hostname !== url.hostname || (url.protocol === 'https:' && next.protocol !== 'https:'))
        throw new NoAnswer(
          { key: 'outside.redirected', values: { location: printable(location).slice(0, 80) } },
          false,
        );
      this.seen.note('redirected', `${answer.status}`);
      at = next;
    }
    throw new NoAnswer({ key: 'outside.redirectedInCircles' }, false);
  }

  /** Posts a form; a redirection is no answer. Rejects with NoAnswer. */
  async post(url: URL, form: string, accept: string): Promise<Answer> {
    const headers = { accept, 'content-type': FORM_TYPE };
    const { answer, location } = await this.send(url, 'POST', headers, form);
    if (location !== undefined)
      throw new NoAnswer({ key: 'outside.redirected', values: { location: printable(location).slice(0, 80) } }, false);
    return answer;
  }

  close(): Promise<void> {
    return this.dispatcher.destroy();
  }

  private async send(url: URL, method: 'GET' | 'POST', headers: Record<string, string>, body?: string) {
    const whole = AbortSignal.timeout(this.limits.whole);
    const signal = this.signal === undefined ? whole : AbortSignal.any([whole, this.signal]);
    const own = { 'user-agent': 'gridbeat', ...this.access.headers };
    try {
      const answer = await request(url, {
        dispatcher: this.dispatcher,
        method,
        headers: { ...own, ...headers },
        reset: this.access.keepAlive === 0,
        body: body ?? null,
        signal,
      });
      const text = await this.read(answer.body);
      const location = answer.headers.location;
      const isRedirection = answer.statusCode >= 300 && answer.statusCode < 400 && typeof location === 'string';
      return {
        answer: { status: answer.statusCode, ...contentType(answer.headers['content-type']), text },
        location: isRedirection ? location : undefined,
      };
    } catch (error) {
      if (this.signal?.aborted) throw this.signal.reason;
      throw noAnswer(error, whole.aborted, url);
    }
  }

  private async read(body: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > this.limits.body)
        throw new NoAnswer({ key: 'outside.tooLong', values: { megabytes: this.limits.body / 1024 / 1024 } }, false);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  }
}

/** A header's media type and charset. */
export function contentType(header: string | string[] | undefined): Pick<Answer, 'type' | 'charset'> {
  const [type = '', ...parameters] = String(header ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length) ?? '';
  return { type, charset: charset.replaceAll('"', '') };
}

function noAnswer(error: unknown, late: boolean, { host, protocol }: URL): NoAnswer {
  if (error instanceof NoAnswer) return error;
  if (!(error instanceof Error)) throw error;
  const [kind, code] = failureOf(error);
  if (late || kind === 'timeout') return new NoAnswer({ key: 'outside.late', values: { host } }, true);
  if (kind === 'notHttp' || code === 'UND_ERR_HEADERS_OVERFLOW')
    return new NoAnswer({ key: 'outside.notHttp', values: { host, code } }, false);
  const secure = protocol === 'https:';
  if (kind === 'tls' || kind === 'proxy') return new NoAnswer(failureMessage(kind, code, secure), false);
  if (kind === 'reset' && secure) return new NoAnswer(failureMessage(kind, code, secure), true);
  const told = code || printable(error.message).slice(0, 80);
  return new NoAnswer({ key: 'outside.unreachable', values: { host, code: told } }, PASSING.has(code));
}
