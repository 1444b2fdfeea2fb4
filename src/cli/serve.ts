import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageKey, say } from '../locales/index.ts';
import type { ServeOutput } from '../report/serve-output.ts';
import { loadScenario } from '../scenario/load.ts';
import { brief } from '../scenario/problem.ts';
import { scenario as scenarioSchema } from '../scenario/schema.ts';
import type { RunningServer, ServerOptions } from '../server/server.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { readFaults } from './fault-options.ts';
import { catchInterruption } from './interruption.ts';
import { packageVersion, scenarioPath } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { readToken } from './token.ts';
import { UsageError } from './usage-error.ts';

const POLICIES = scenarioSchema.shape.backend.shape.policy.options;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** Why a server could not begin, where a person can mend it: the option, and what is wrong. */
const MENDABLE: Readonly<Record<string, readonly [string, MessageKey]>> = {
  EADDRINUSE: ['--port', 'server.portTaken'],
  EACCES: ['--port', 'server.portForbidden'],
  EADDRNOTAVAIL: ['--host', 'server.noSuchHost'],
  ENOTFOUND: ['--host', 'server.noSuchHost'],
  EAI_AGAIN: ['--host', 'server.noSuchHost'],
  ERR_SQLITE_ERROR: ['--db', 'server.badDatabase'],
};

/** Starts it; what a person can mend is a UsageError. */
async function start(options: ServerOptions): Promise<RunningServer> {
  // Only who serves loads what serves.
  const [{ startServer }, { ForeignDatabaseError, JournalError }] = await Promise.all([
    import('../server/server.ts'),
    import('../server/journal.ts'),
  ]);
  try {
    return await startServer(options);
  } catch (error) {
    if (error instanceof ForeignDatabaseError)
      throw new UsageError([{ where: '--db', path: '', message: { key: 'server.foreignDatabase' } }]);
    if (error instanceof JournalError) {
      const { setting, found, expected } = error;
      const values = { setting, found: brief(found), expected: brief(expected) };
      throw new UsageError([{ where: '--db', path: '', message: { key: 'server.otherDatabase', values } }]);
    }
    const { code, message } = error as NodeJS.ErrnoException;
    const mendable = MENDABLE[code ?? ''];
    if (mendable === undefined) throw error;
    const [where, key] = mendable;
    throw new UsageError([{ where, path: '', message: { key, values: { reason: message } } }]);
  }
}

async function serve(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const port = reader.wholeNumber('port', 0, 65_535) ?? 0;
  const host = reader.text('host') ?? '127.0.0.1';
  if (host === '')
    reader.problem({ where: '--host', path: '', message: { key: 'server.noSuchHost', values: { reason: '' } } });
  const given = reader.text('db');
  const { scenario, hash } = await loadScenario(scenarioPath(reader.text('scenario')));
  const policy = reader.choice('policy', POLICIES, scenario.backend.policy);
  const token = readToken(reader);
  const faults = { rates: readFaults(reader), seed: reader.text('fault-seed') ?? scenario.seed };
  if (!LOOPBACK.includes(host) && !token)
    reader.problem({ where: '--host', path: '', message: { key: 'server.tokenNeeded' } });
  reader.end();
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'gridbeat-')) : undefined;
  const database = given ?? join(folder ?? '', 'serve.db');
  const clear = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  const interruption = catchInterruption(() => terminal.note(say(terminal.language, 'server.stopping')), clear);
  try {
    const stopped = Promise.withResolvers<void>();
    interruption.signal.addEventListener('abort', () => stopped.resolve(), { once: true });
    const server = await start({
      ...{ scenario, hash, policy, database, host, port, token, faults },
      version: packageVersion(),
      onFatal: stopped.reject,
    });
    const output: ServeOutput = { url: server.url, database };
    terminal.print(terminal.json ? JSON.stringify(output) : server.url);
    terminal.note(say(terminal.language, { key: 'server.database', values: { path: database } }));
    const broken = Object.entries(faults.rates).map(([kind, rate]) => `${kind}:${rate}`);
    if (broken.length > 0)
      terminal.note(say(terminal.language, { key: 'server.broken', values: { faults: broken.join(', ') } }));
    try {
      await stopped.promise;
    } finally {
      await server.close();
      for (const { kind, chances, made } of server.faults)
        terminal.note(say(terminal.language, { key: 'server.faultsMade', values: { kind, chances, made } }));
    }
    return interruption.code() ?? 0;
  } finally {
    interruption.end();
    clear();
  }
}

export const serveCommand: Command = {
  words: ['serve'],
  describe: 'server.describe',
  options: {
    port: { kind: 'text', describe: 'server.option.port' },
    host: { kind: 'text', describe: 'server.option.host' },
    db: { kind: 'text', describe: 'server.option.db' },
    scenario: { kind: 'text', describe: 'cli.scenario' },
    policy: { kind: 'text', describe: 'server.option.policy', choices: POLICIES },
    'token-file': { kind: 'text', describe: 'server.option.tokenFile' },
    fault: { kind: 'texts', describe: 'server.option.fault' },
    'fault-seed': { kind: 'text', describe: 'server.option.faultSeed' },
  },
  examples: [
    ['serve --port 8080 --db city.db', 'server.example'],
    ['serve --fault lose:0.001 --fault slow:1%', 'server.example.fault'],
  ],
  run: serve,
};
