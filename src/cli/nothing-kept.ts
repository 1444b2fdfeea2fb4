import { say } from '../locales/index.ts';
import { errorOutput } from '../report/error-output.ts';
import type { Terminal } from './terminal.ts';

/** Says of a command that was interrupted before it had a result that it leaves none; `code` is the signal's. */
export function tellNothingKept(code: number, terminal: Terminal): number {
  const message = say(terminal.language, 'cli.nothingKept');
  if (terminal.json) terminal.print(JSON.stringify(errorOutput('interrupted', message, [], terminal.language)));
  terminal.note(message);
  return code;
}
