import { openApi } from '../backend/http/openapi.ts';
import { writeWhole } from '../kernel/write-whole.ts';
import { say } from '../locales/index.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { packageVersion } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

async function exportOpenApi(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const path = reader.text('out');
  reader.end();
  const text = JSON.stringify(openApi(packageVersion()), null, 2);
  if (path === undefined) {
    terminal.print(text);
    return 0;
  }
  try {
    writeWhole({ [path]: `${text}\n` });
  } catch (error) {
    const values = { reason: (error as Error).message };
    throw new UsageError([{ where: '--out', path: '', message: { key: 'server.notWritten', values } }]);
  }
  terminal.note(say(terminal.language, { key: 'cli.written', values: { path } }));
  return 0;
}

export const exportOpenApiCommand: Command = {
  words: ['export', 'openapi'],
  describe: 'server.openapi.describe',
  options: { out: { kind: 'text', describe: 'server.option.openapiOut' } },
  examples: [['export openapi --out dispatch-api.json', 'server.openapi.example']],
  run: exportOpenApi,
};
