import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BASE } from '../../backend/http/api.ts';
import { ProblemError } from '../problem-error.ts';
import { Chance } from './chance.ts';
import type { FaultRates } from './rates.ts';
import type { Tally } from './tally.ts';

/** Milliseconds for which an answer is kept back. [A] */
const STALL = 60_000;
const SLOW = 1000;

/** What begins and drives an exercise is spared, or there would be none to look at. */
const SPARED = ['/health', '/capabilities', '/exercise', '/clock'].map((path) => BASE + path);

const isSpared = ({ url }: FastifyRequest): boolean => SPARED.some((path) => url.startsWith(path));

/** Makes the server slow, silent, or answer 500. `stopping`: nothing is kept back any more. */
export function breakAnswers(
  server: FastifyInstance,
  rates: FaultRates,
  seed: string,
  tally: Tally,
  stopping: AbortSignal,
): void {
  const fails = new Chance('5xx', rates, seed, tally);
  const stall = new Chance('stall', rates, seed, tally);
  const slow = new Chance('slow', rates, seed, tally);
  server.addHook('preHandler', async (request) => {
    if (!isSpared(request) && fails.comes()) throw new ProblemError('fault', 'broken on purpose');
  });
  server.addHook('onSend', async (request) => {
    if (isSpared(request)) return;
    const milliseconds = (stall.comes() ? STALL : 0) + (slow.comes() ? SLOW : 0);
    if (milliseconds > 0) await wait(milliseconds, undefined, { signal: stopping }).catch(() => {});
  });
}
