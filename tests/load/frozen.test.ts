import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Transport } from '../../src/backend/http/transport.ts';
import { NO_JOURNAL } from '../../src/load/journal.ts';
import { Recorder } from '../../src/load/recorder.ts';
import { Sender } from '../../src/load/sender.ts';
import { SendingThreads } from '../../src/load/threads/threads.ts';
import type { Wire } from '../../src/load/wire.ts';

const RATE = 100;
const SECONDS = 10;
const CONNECTIONS = 32;
const FREEZE = { from: 4000, to: 6000 } as const;

/** Says in every answer when it gave it, milliseconds since 1970. */
const SERVER = `
  const server = require('node:http').createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(performance.timeOrigin + performance.now()));
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

const wire: Wire = {
  request: () => ({ method: 'POST', path: '/', body: '{}' }),
  read: (_, { status, body }) => (status === 200 ? { body: Number(body) } : undefined),
};

const percentile = (sorted: readonly number[], share: number) => sorted[Math.ceil(share * sorted.length) - 1];

test.concurrent.each([1, 2])(
  'a server frozen for two of ten seconds: response times are those of the schedule, not of the survivors; threads: %i',
  async (threads) => {
    const child = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [port] = (await once(child.stdout, 'data')) as [Buffer];
      const url = new URL(`http://127.0.0.1:${String(port).trim()}`);
      const sending = threads > 1 ? new SendingThreads(url, {}, CONNECTIONS, threads) : undefined;
      await sending?.ready;
      const carrier = sending ?? new Transport(url, { connections: CONNECTIONS });
      const recorder = new Recorder(10);
      const zero = performance.now() + 100;
      const sender = new Sender({ carrier, wire, recorder, journal: NO_JOURNAL, maxInFlight: 1000, zero });
      const dues = Array.from({ length: RATE * SECONDS }, (_, i) => zero + (i * 1000) / RATE);
      const answered: number[] = [];
      const frozen = { from: Number.NaN, to: Number.NaN };
      const freezing = (async () => {
        await wait(zero + FREEZE.from - performance.now());
        child.kill('SIGSTOP');
        frozen.from = performance.now();
        await wait(zero + FREEZE.to - performance.now());
        child.kill('SIGCONT');
        frozen.to = performance.now();
      })();
      for (const [i, due] of dues.entries()) {
        const early = due - performance.now();
        if (early > 0) await wait(early);
        const ended = (at: unknown) => {
          answered[i] = Number(at) - performance.timeOrigin;
        };
        sender.submit({ name: 'report', due, section: 0, actor: i, body: () => ({}), ended });
      }
      await freezing;
      await sender.idle();
      await carrier.close();
      // What waited is worked off at once, or as fast as the server says that it could.
      const truth = dues
        .map((due, i) => (due >= frozen.from && due < frozen.to ? Math.max(frozen.to, answered[i]) - due : 0))
        .sort((a, b) => a - b);
      const { response, count, ok } = recorder.of('report');
      // On a busy machine nobody is more exact than it lets him be: then operations start late, too.
      const late = recorder.lateness.percentile(99) * 1000;
      expect([count, ok]).toEqual([RATE * SECONDS, RATE * SECONDS]);
      for (const share of [0.9, 0.95]) {
        const wanted = percentile(truth, share);
        const off = Math.abs(response.percentile(share * 100) * 1000 - wanted);
        expect(off, `p${share * 100}`).toBeLessThan(0.05 * wanted + late);
      }
    } finally {
      child.kill('SIGKILL');
    }
  },
  40_000,
);
