import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '../kernel/write-whole.ts';
import { say } from '../locales/index.ts';
import { brief } from '../scenario/problem.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** The forms that a report can be written in, made when one is wanted. */
export interface ReportForms {
  readonly html: () => string;
  readonly markdown: () => string;
}

function formOf(path: string): keyof ReportForms | undefined {
  return path.endsWith('.html') ? 'html' : path.endsWith('.md') ? 'markdown' : undefined;
}

/** The file that `--report` names; whether it can be written is looked at before a minute is spent. */
export function readReport(reader: ArgumentReader): string | undefined {
  const path = reader.text('report');
  if (path === undefined) return undefined;
  if (formOf(path) === undefined) {
    const expected = { key: 'validation.option.reportEnding' } as const;
    reader.problem({ where: '--report', path: '', message: { key: 'usage.badValue' }, found: brief(path), expected });
    return path;
  }
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    reader.problem({ where: path, path: '', message: { key: 'validation.reportUnusable', values: { reason } } });
  }
  return path;
}

/** Writes the report in the form that its ending asks for, whole or not at all. */
export function writeReport(path: string, forms: ReportForms, terminal: Terminal): void {
  writeWhole({ [path]: forms[formOf(path) ?? 'markdown']() });
  terminal.note(say(terminal.language, { key: 'cli.written', values: { path } }));
}
