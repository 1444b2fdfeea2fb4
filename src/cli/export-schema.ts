import { join, resolve } from 'node:path';
import { writeWhole } from '../kernel/write-whole.ts';
import { say } from '../locales/index.ts';
import { publishedSchemas } from '../report/schemas.ts';
import { makeFolder } from '../scenario/make-folder.ts';
import { brief, printable } from '../scenario/problem.ts';
import { suggestion } from '../scenario/suggest.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

async function exportSchema(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const out = reader.text('out');
  const given = reader.text('name');
  const name = given ?? 'scenario';
  const schemas = publishedSchemas();
  const schema = schemas[name];
  if (schema === undefined) {
    const known = Object.keys(schemas);
    const meant = suggestion(name, known);
    reader.problem({
      where: brief(name),
      path: '',
      message: { key: 'usage.unknownSchema' },
      expected: { key: 'scenario.expected.oneOf', values: { values: known.join(', ') } },
      ...(meant && { suggestion: meant }),
    });
  }
  if (out !== undefined && given !== undefined)
    reader.problem({ where: brief(given), path: '', message: { key: 'usage.schemaOrFolder' } });
  reader.end();
  if (out === undefined) terminal.print(JSON.stringify(schema, null, 2));
  else for (const path of writeSchemas(out, schemas)) tellWritten(path, terminal);
  return 0;
}

function tellWritten(path: string, { language, note }: Terminal): void {
  note(say(language, { key: 'cli.written', values: { path: printable(path) } }));
}

/** Paths of the files. Throws UsageError where the folder cannot be made or written to. */
function writeSchemas(folder: string, schemas: Readonly<Record<string, unknown>>): string[] {
  try {
    makeFolder(resolve(folder));
    const texts = Object.entries(schemas).map(([name, schema]) => [
      join(folder, `${name}.schema.json`),
      `${JSON.stringify(schema, null, 2)}\n`,
    ]);
    const files: Record<string, string> = Object.fromEntries(texts);
    writeWhole(files);
    return Object.keys(files);
  } catch (error) {
    const reason = printable(error instanceof Error ? error.message : String(error));
    throw new UsageError([{ where: '--out', path: '', message: { key: 'usage.notWritable', values: { reason } } }]);
  }
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
