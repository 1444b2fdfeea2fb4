import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOKEN_VARIABLE } from '../backend/http/api.ts';
import { say } from '../locales/index.ts';
import { loadScenario } from '../scenario/load.ts';
import { scenario as scenarioSchema } from '../scenario/schema.ts';
import { startServer } from '../server/server.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { packageVersion, scenarioPath } from './package-files.ts';
import type { Terminal } from './terminal.ts';

const POLICIES = scenarioSchema.shape.backend.shape.policy.options;
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

async function serve(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const port = reader.wholeNumber('port', 0, 65_535) ?? 0;
  const host = reader.text('host') ?? '127.0.0.1';
  const given = reader.text('db');
  const { scenario, hash } = await loadScenario(scenarioPath(reader.text('scenario')));
  const policy = reader.choice('policy', POLICIES, scenario.backend.policy);
  const token = process.env[TOKEN_VARIABLE];
  if (!LOOPBACK.includes(host) && !token)
    reader.problem({ where: '--host', path: '', message: { key: 'server.tokenNeeded' } });
  reader.end();
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'gridbeat-')) : undefined;
  const database = given ?? join(folder ?? '', 'serve.db');
  const interruption = catchInterruption(
    () => {},
    () => {},
  );
  try {
    let fault: unknown;
    const stopped = new Promise<void>((resolve, reject) => {
      interruption.signal.addEventListener('abort', () => resolve(), { once: true });
      fault = reject;
    });
    const server = await startServer({
      scenario,
      hash,
      policy,
      version: packageVersion(),
      database,
      host,
      port,
      token: token || undefined,
      onFatal: fault as (error: unknown) => void,
    });
    terminal.print(terminal.json ? JSON.stringify({ url: server.url, database }) : server.url);
    terminal.note(say(terminal.language, { key: 'server.database', values: { path: database } }));
    try {
      await stopped;
    } finally {
      await server.close();
    }
    return interruption.code() ?? 0;
  } finally {
    interruption.end();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
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
  },
  examples: [['serve --port 8080 --db city.db', 'server.example']],
  run: serve,
};
