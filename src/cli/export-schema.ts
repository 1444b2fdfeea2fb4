import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../locales/index.ts';
import { publishedSchemas } from '../report/schemas.ts';
import { suggestion } from '../scenario/suggest.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Terminal } from './terminal.ts';

async function exportSchema(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const out = reader.text('out');
  const name = reader.text('name') ?? 'scenario';
  const schemas = publishedSchemas();
  const schema = schemas[name];
  if (schema === undefined) {
    const meant = suggestion(name, Object.keys(schemas));
    reader.problem({
      where: name,
      path: '',
      message: { key: 'usage.unknownSchema' },
      ...(meant && { suggestion: meant }),
    });
  }
  reader.end();
  if (out === undefined) {
    terminal.print(JSON.stringify(schema, null, 2));
    return 0;
  }
  mkdirSync(out, { recursive: true });
  for (const [file, content] of Object.entries(schemas)) {
    const path = join(out, `${file}.schema.json`);
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
    terminal.note(say(terminal.language, { key: 'cli.written', values: { path } }));
  }
  return 0;
}

export const exportSchemaCommand: Command = {
  words: ['export', 'schema'],
  positional: { name: 'name', describe: 'cli.schemaName' },
  describe: 'cli.export.schema.describe',
  options: { out: { kind: 'text', describe: 'cli.option.schemaOut' } },
  examples: [
    ['export schema > scenario.schema.json', 'cli.export.schema.example'],
    ['export schema --out schemas', 'cli.export.schema.example.out'],
  ],
  run: exportSchema,
};
