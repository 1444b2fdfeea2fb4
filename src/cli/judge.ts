import { statSync } from 'node:fs';
import { HistoryError, readHistory } from '../load/history/reader.ts';
import { collectLines } from '../load/invariants/evidence.ts';
import { Judge } from '../load/invariants/judge.ts';
import type { Judgement } from '../load/invariants/judgement.ts';
import { say } from '../locales/index.ts';
import { judgementAnnotations } from '../report/github.ts';
import { judgeOutput } from '../report/judge-output.ts';
import { judgementReport } from '../report/judgement.ts';
import { judgementPage } from '../report/judgement-sections.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { GITHUB_OPTIONS, readGithub, tellGithub } from './github.ts';
import { catchInterruption } from './interruption.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const BROKEN = 3;
const KIB = 1024;

/** The size of a history, bytes; 0 of a pipe. Throws what the system says where there is nothing to read. */
function sizeOf(path: string): number {
  const stats = statSync(path);
  if (stats.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  return stats.size;
}

/** Reads and judges with a progress bar; undefined, and the exit code of the signal, where it was interrupted. */
async function judgeFile(path: string, size: number, terminal: Terminal): Promise<Judgement | number> {
  const judge = new Judge();
  const progress = startProgress(say(terminal.language, 'judge.reading'), Math.ceil(size / KIB));
  const interruption = catchInterruption(
    () => progress.end(),
    () => {},
  );
  try {
    await readHistory(
      path,
      (record, line, bytes) => {
        judge.feed(record);
        if (line % 10_000 === 0)
          progress.update(Math.ceil(bytes / KIB), Math.max(Math.ceil(size / KIB), Math.ceil(bytes / KIB)));
      },
      interruption.signal,
    );
    return interruption.code() ?? judge.finish();
  } finally {
    progress.end();
    interruption.end();
  }
}

/** Failures of the file become problems that a person can mend. */
async function orProblems<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HistoryError) throw new UsageError(error.problems);
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || !code.startsWith('E')) throw error;
    throw new UsageError([{ where: path, path: '', message: { key: 'judge.unreadable', values: { code } } }]);
  }
}

async function judgeHistory(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const path = typeof args.history === 'string' ? args.history : undefined;
  if (path === undefined) reader.problem({ where: 'HISTORY', path: '', message: { key: 'judge.missing' } });
  const github = readGithub(reader);
  reader.end();
  if (path === undefined) return 2;
  const size = await orProblems(path, () => sizeOf(path));
  const judgement = await orProblems(path, () => judgeFile(path, size, terminal));
  if (typeof judgement === 'number') return judgement;
  const examples = judgement.verdicts.flatMap((verdict) => verdict.examples);
  const lines = await orProblems(path, () => collectLines(path, examples));
  const { language, style } = terminal;
  terminal.print(
    terminal.json
      ? JSON.stringify(judgeOutput(path, judgement, lines, language))
      : judgementReport(judgement, lines, language, style),
  );
  if (github) tellGithub(judgementAnnotations(judgement, language), judgementPage(judgement, path, language), terminal);
  return judgement.verdicts.some(({ violations }) => violations > 0) ? BROKEN : 0;
}

export const judge: Command = {
  words: ['judge'],
  positional: { name: 'history', describe: 'cli.judge.history' },
  describe: 'cli.judge.describe',
  options: GITHUB_OPTIONS,
  examples: [
    ['judge gridbeat-results/storm/history.ndjson', 'cli.judge.example'],
    ['judge history.ndjson --json', 'cli.judge.example.json'],
  ],
  run: judgeHistory,
};
