import { hash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/**
 * Who may ask at all: clients that name this server in `Host` (so no web page can reach it by a name of its own), that are
 * no web pages (no `Origin`), and that have the token where there is one.
 */
export function createGuard(hosts: ReadonlySet<string>, token: string | undefined) {
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`);
  return ({ headers, raw }: FastifyRequest): void => {
    const { host = '', origin, authorization = '' } = headers;
    const named = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
    if (named !== 1) throw new ProblemError('badRequest', 'there must be one Host header');
    const name = host.replace(/:\d+$/, '').toLowerCase();
    if (!hosts.has(name)) throw new ProblemError('misdirected', 'the Host header names another server');
    if (origin !== undefined) throw new ProblemError('forbidden', 'requests with an Origin are not served');
    if (expected !== undefined && !timingSafeEqual(digest(authorization.replace(/^bearer /i, 'Bearer ')), expected))
      throw new ProblemError('unauthorised', 'send the token as Authorization: Bearer TOKEN');
  };
}
