import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { PROBLEMS } from '../../backend/http/problem.ts';
import { createGuard } from '../../server/guard.ts';
import { ProblemError } from '../../server/problem-error.ts';
import { EXPOSITION_TYPE } from './exposition.ts';

const HOST = '127.0.0.1';
const MOST_CONNECTIONS = 16;
/** Nobody has anything to send here. */
const MOST_BODY = 1024;
const PATIENCE = 5000;

export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves metrics at `/metrics` to this machine alone, to requests that name it in `Host` and come from no web page.
 * `port` 0: any that is free. Rejects with Node's error where it cannot listen.
 */
export async function startMetricsServer(port: number, text: () => string): Promise<MetricsServer> {
  const server = fastify({ bodyLimit: MOST_BODY, requestTimeout: PATIENCE, forceCloseConnections: true });
  server.server.maxConnections = MOST_CONNECTIONS;
  const guard = createGuard(new Set([HOST, 'localhost']), undefined);
  server.addHook('onRequest', async (request) => guard(request));
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error instanceof ProblemError ? PROBLEMS[error.kind].status : (error.statusCode ?? 500);
    return reply.code(status).type('text/plain').send(`${error.message}\n`);
  });
  server.get('/metrics', (_request, reply) => reply.type(EXPOSITION_TYPE).send(text()));
  await server.listen({ host: HOST, port });
  const { port: taken } = server.server.address() as AddressInfo;
  return { url: `http://${HOST}:${taken}/metrics`, close: () => server.close() };
}
