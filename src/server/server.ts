import type { AddressInfo, Socket } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { EmbeddedBackend, type PolicyName } from '../backend/embedded/embedded.ts';
import { MOST } from '../backend/http/api.ts';
import { PROBLEM_PREFIX, PROBLEM_TYPE, PROBLEMS, type ProblemKind } from '../backend/http/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { Dispatch } from './dispatch.ts';
import { type FaultOptions, Faults } from './faults/faults.ts';
import type { FaultCount } from './faults/tally.ts';
import { createGuard } from './guard.ts';
import { Journal } from './journal.ts';
import { ProblemError } from './problem-error.ts';
import { addRoutes } from './routes.ts';
import { Streams } from './streams.ts';
import { Turns } from './turns.ts';

const MOST_CONNECTIONS = 10_000;
/** Milliseconds that requests under way have to end. [A] */
const GRACE = 2000;
/** Characters that a message of the framework's is cut off at: it may repeat what was sent. */
const MOST_DETAIL = 500;
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '::1'];

export interface ServerOptions {
  readonly scenario: Scenario;
  /** Hash of the scenario: a database goes on only under the same. */
  readonly hash: string;
  readonly policy: PolicyName;
  readonly version: string;
  readonly database: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token?: string | undefined;
  /** How it is broken on purpose; not at all where absent. */
  readonly faults?: FaultOptions;
  /** The database can no longer be written. */
  readonly onFatal: (error: unknown) => void;
}

export interface RunningServer {
  readonly url: string;
  /** The faults made on purpose so far. */
  readonly faults: readonly FaultCount[];
  /** Finishes what has come in. */
  close(): Promise<void>;
}

/** The reference backend: the embedded centres behind the Dispatch API. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { scenario, hash, policy, version } = options;
  const kinds = Object.entries(scenario.incidents.kinds);
  const terms = {
    kinds: new Set(kinds.map(([name]) => name)),
    matters: new Set(kinds.map(([, { matter }]) => matter)),
  };
  const faults = new Faults(options.faults ?? { rates: {}, seed: '' });
  const journal = new Journal(options.database, { version, scenario: hash, policy, faults: faults.setting });
  const dispatch = new Dispatch(() => faults.decider(new EmbeddedBackend(scenario, 0, policy)), terms);
  const streams = new Streams();
  const publish = faults.publish((orders) => streams.publish(orders));
  const turns = new Turns(dispatch, journal, publish, options.onFatal);
  const path = faults.path({
    get now() {
      return turns.now;
    },
    submit: (command) => turns.submit(command),
    incident: (id) => dispatch.books.incident(id),
  });
  const guard = createGuard(hostsOf(options.host), options.token);
  const tell = (error: Error & { statusCode?: number }, reply: FastifyReply) => {
    const kind = error instanceof ProblemError ? error.kind : kindOf(error.statusCode ?? 500);
    const { status, title } = PROBLEMS[kind];
    const detail = kind === 'fault' ? 'the server could not do this' : error.message.slice(0, MOST_DETAIL);
    const more = error instanceof ProblemError ? error.more : {};
    reply.code(status).type(PROBLEM_TYPE);
    return reply.send({ type: PROBLEM_PREFIX + kind, title, status, detail, ...more });
  };
  const server = fastify({
    bodyLimit: MOST.body,
    // What fastify refuses before any hook: the guard comes first here, too.
    frameworkErrors(error, request, reply) {
      try {
        guard(request);
        return tell(error, reply);
      } catch (refusal) {
        return tell(refusal as Error, reply);
      }
    },
    clientErrorHandler: refuseGarbage,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    exposeHeadRoutes: false,
  });
  server.server.maxConnections = MOST_CONNECTIONS;
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', async (request) => guard(request));
  server.setNotFoundHandler(() => {
    throw new ProblemError('notFound', 'there is no such call');
  });
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => tell(error, reply));
  faults.answers(server);
  addRoutes(server, dispatch, path, streams, version);
  try {
    turns.replay();
    await server.listen({ host: options.host, port: options.port });
  } catch (error) {
    streams.close();
    turns.close();
    journal.close();
    throw error;
  }
  const { port } = server.server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    get faults() {
      return faults.counts;
    },
    close: async () => {
      faults.stop();
      streams.close();
      turns.close();
      await closed(server);
      journal.close();
    },
  };
}

/** What is no HTTP, or has heads without end, is answered as everything else and cut off. */
function refuseGarbage(_error: Error, socket: Socket): void {
  const { status, title } = PROBLEMS.badRequest;
  const body = JSON.stringify({
    type: `${PROBLEM_PREFIX}badRequest`,
    title,
    status,
    detail: 'this cannot be read as HTTP',
  });
  const head = `HTTP/1.1 ${status} ${title}\r\ncontent-type: ${PROBLEM_TYPE}\r\nconnection: close`;
  if (socket.writable) socket.end(`${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** Lets what is under way end, for a while: nobody who has sent half a request keeps a server from ending. */
async function closed(server: FastifyInstance): Promise<void> {
  const patience = setTimeout(() => server.server.closeAllConnections(), GRACE);
  await server.close();
  clearTimeout(patience);
}

/** The names that clients may call this server by: on a wildcard address, all of the machine's. */
function hostsOf(host: string): ReadonlySet<string> {
  const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address).toLowerCase();
  const isWildcard = host === '0.0.0.0' || host === '::';
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  return new Set([host, ...LOOPBACK_NAMES, ...(isWildcard ? [hostname(), ...all] : [])].map(bracketed));
}

function kindOf(status: number): ProblemKind {
  const kinds = Object.entries(PROBLEMS) as [ProblemKind, { status: number }][];
  return kinds.find(([, problem]) => problem.status === status)?.[0] ?? (status < 500 ? 'badRequest' : 'fault');
}
