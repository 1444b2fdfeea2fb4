import { BackendError } from '../backend/backend-error.ts';
import { say } from '../locales/index.ts';
import { errorOutput } from '../report/error-output.ts';
import { ResultFolderError } from '../report/result-folder.ts';
import { formatProblem, type Problem, printable, ScenarioError } from '../scenario/problem.ts';
import { commandsFor, GROUPS } from './commands.ts';
import { packageVersion } from './package-files.ts';
import { parse } from './parse.ts';
import { chooseLanguage, createTerminal, endQuietlyOnClosedPipe, type Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const FAULT = 1;
const BAD_INPUT = 2;
const NOT_VALID = 4;

function tellProblems(problems: readonly Problem[], terminal: Terminal): number {
  const { language, noteStyle } = terminal;
  const count = problems.length;
  const message = say(language, count === 1 ? 'cli.problem' : { key: 'cli.problems', values: { count } });
  if (terminal.json) terminal.print(JSON.stringify(errorOutput('input', message, problems, language)));
  terminal.note(noteStyle.bad(`gridbeat: ${message}`));
  for (const problem of problems) terminal.note(`  ${formatProblem(problem, language)}`);
  return BAD_INPUT;
}

/** A disk that is full or a place that may not be written is no fault of the program. */
const OF_SYSTEM: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'EFBIG'];
const isOfSystem = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && OF_SYSTEM.includes(error.code);

/** One line; the stack only for those who ask for it. */
function tellFault(error: unknown, terminal: Terminal): number {
  const text = printable(error instanceof Error ? error.message : String(error));
  const key = isOfSystem(error) ? 'cli.systemFault' : 'cli.fault';
  const message = say(terminal.language, { key, values: { message: text } });
  if (terminal.json) terminal.print(JSON.stringify(errorOutput('fault', message, [], terminal.language)));
  terminal.note(terminal.noteStyle.bad(`gridbeat: ${message}`));
  if (process.env.GRIDBEAT_DEBUG) console.error(error);
  return FAULT;
}

/** A backend that stopped in the middle: what was simulated with it does not count. */
function tellStopped({ problems }: BackendError, terminal: Terminal): number {
  const { language, noteStyle } = terminal;
  const message = say(language, 'backend.stopped');
  if (terminal.json) terminal.print(JSON.stringify(errorOutput('backend', message, problems, language)));
  terminal.note(noteStyle.bad(`gridbeat: ${message}`));
  for (const problem of problems) terminal.note(`  ${formatProblem(problem, language)}`);
  return NOT_VALID;
}

function tell(error: unknown, terminal: Terminal): number {
  if (error instanceof BackendError)
    return error.before ? tellProblems(error.problems, terminal) : tellStopped(error, terminal);
  const mendable = error instanceof UsageError || error instanceof ScenarioError || error instanceof ResultFolderError;
  return mendable ? tellProblems(error.problems, terminal) : tellFault(error, terminal);
}

/** The terminal is made before the arguments are read: it has to say what is wrong with them. */
const isSet = (args: readonly string[], flag: string) => args.includes(`--${flag}`) || args.includes(`--${flag}=true`);

async function main(args: readonly string[]): Promise<number> {
  const terminal = createTerminal(chooseLanguage(args, process.env), isSet(args, 'json'), isSet(args, 'no-color'));
  process.on('uncaughtException', (error) => process.exit(tellFault(error, terminal)));
  process.on('exit', (code) => {
    if (code !== 0 || isOver) return;
    process.exitCode = FAULT;
    terminal.note(terminal.noteStyle.bad(`gridbeat: ${say(terminal.language, 'cli.endedEarly')}`));
  });
  try {
    const parsed = await parse(args, await commandsFor(args), GROUPS, terminal.language, packageVersion());
    return parsed ? await parsed.command.run(parsed.args, terminal) : 0;
  } catch (error) {
    return tell(error, terminal);
  }
}

/** Whoever reads has enough, or the command has come to its end: else nothing may end the program as if all were well. */
let isOver = false;
endQuietlyOnClosedPipe(() => {
  isOver = true;
});
process.exitCode = await main(process.argv.slice(2));
isOver = true;
