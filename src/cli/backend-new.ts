import { existsSync, writeFileSync } from 'node:fs';
import { backendTemplate, backendTestTemplate } from '../contract/template.ts';
import { say } from '../locales/index.ts';
import { brief } from '../scenario/problem.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import type { Terminal } from './terminal.ts';

const NAME = /^[a-z][a-z0-9-]{0,59}$/i;

async function newBackend(args: RawArguments, terminal: Terminal): Promise<number> {
  const { language } = terminal;
  const reader = new ArgumentReader(args);
  const name = typeof args.name === 'string' ? args.name : '';
  if (!NAME.test(name)) {
    const expected = { key: 'backendNew.expectedName' } as const;
    reader.problem({ where: 'NAME', path: '', message: { key: 'backendNew.badName' }, found: brief(name), expected });
    reader.end();
  }
  const files = new Map([
    [`${name}.ts`, backendTemplate(name)],
    [`${name}.test.ts`, backendTestTemplate(name)],
  ]);
  for (const file of files.keys())
    if (existsSync(file)) reader.problem({ where: file, path: '', message: { key: 'backendNew.exists' } });
  reader.end();
  for (const [file, text] of files) writeFileSync(file, text, { flag: 'wx' });
  const written = [...files.keys()];
  if (terminal.json) terminal.print(JSON.stringify({ written }));
  for (const path of written) terminal.note(say(language, { key: 'cli.written', values: { path } }));
  terminal.note(say(language, { key: 'backendNew.next', values: { file: `${name}.ts`, test: `${name}.test.ts` } }));
  return 0;
}

export const backendNew: Command = {
  words: ['backend', 'new'],
  positional: { name: 'name', describe: 'backendNew.option.name' },
  describe: 'backendNew.describe',
  options: {},
  examples: [['backend new my-backend', 'backendNew.example']],
  run: newBackend,
};
