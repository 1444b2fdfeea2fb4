import type { Language, MessageKey } from '../locales/index.ts';
import { brief, type Problem } from '../scenario/problem.ts';
import { closest, suggestion } from '../scenario/suggest.ts';
import { ArgumentReader } from './arguments.ts';
import { COMMON_OPTIONS, type Command } from './command.ts';
import { shippedScenarios } from './package-files.ts';
import { createParser, type Groups, MISSING_VALUE, type Parsed } from './parser.ts';
import { UsageError } from './usage-error.ts';

function problem(where: string, key: MessageKey, known: readonly string[], like = where): Problem {
  const meant = suggestion(like, known);
  return { where, path: '', message: { key }, ...(meant && { suggestion: meant }) };
}

const dashes = (name: string) => (name.length === 1 ? `-${name}` : `--${name}`);

/** Flags with a text behind them: who wrote it meant something, and would not get it. */
function checkFlags(args: readonly string[], command: Command | undefined): Problem[] {
  const options = { ...COMMON_OPTIONS, ...command?.options };
  const flags = ['help', 'version', ...Object.keys(options).filter((name) => options[name].kind === 'flag')];
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).flatMap((arg) => {
    const [, name = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(arg) ?? [];
    if (!flags.includes(name) || value === 'true' || value === 'false') return [];
    return [{ where: `--${name}`, path: '', message: { key: 'usage.noValue' as const }, found: brief(value) }];
  });
}

function checkOptions({ command, args }: Parsed): Problem[] {
  const options = { ...COMMON_OPTIONS, ...command.options };
  const names = [...Object.keys(options), 'help', 'version'];
  const known = new Set([...names, 'h', '_', '$0', command.positional?.name]);
  const unknown = Object.keys(args)
    .filter((name) => !known.has(name))
    .map((name) => problem(dashes(name), 'usage.unknownOption', names.map(dashes)));
  const reader = new ArgumentReader(args);
  for (const [name, { choices }] of Object.entries(options)) if (choices) reader.choice(name, choices, '');
  return [...unknown, ...reader.problems];
}

/** What stands on the command line without an option must be a command, and what that command takes. */
function checkWords(words: readonly string[], command: Command | undefined, all: readonly Command[]): Problem[] {
  if (command && command.words.length > 0)
    return words.slice(command.words.length).map((word) => problem(word, 'usage.unexpected', []));
  if (words.length === 0) return [];
  const typed = words.join(' ');
  const commands = all.map((each) => each.words.join(' ')).filter((name) => name !== '');
  const isScenario = words.length === 1 && (/\.ya?ml$/.test(typed) || shippedScenarios().includes(typed));
  if (!isScenario) {
    // What follows a command is not part of its name, which has one word or two.
    const names = [typed, words.slice(0, 2).join(' '), words[0]];
    const like = names.find((name) => closest(name, commands) !== undefined);
    return [problem(typed, 'usage.unknownCommand', commands, like)];
  }
  const meant = { key: 'scenario.didYouMean', values: { name: `run ${typed}` } } as const;
  return [{ where: typed, path: '', message: { key: 'usage.unknownCommand' }, suggestion: meant }];
}

/** What yargs says, in our words. */
function told(text: string): Problem {
  if (text.startsWith(MISSING_VALUE))
    return { where: dashes(text.slice(MISSING_VALUE.length)), path: '', message: { key: 'usage.missingValue' } };
  return { where: '', path: '', message: { key: 'usage.other', values: { text } } };
}

/**
 * Which command the arguments call, with its options as they were written; undefined when help or the version was asked
 * for and printed. Throws UsageError for everything unknown, with the nearest known word.
 */
export async function parse(
  args: readonly string[],
  commands: readonly Command[],
  groups: Groups,
  language: Language,
  version: string,
): Promise<Parsed | undefined> {
  let parsed: Parsed | undefined;
  const parser = createParser(args, commands, groups, language, (found) => {
    parsed = found;
  });
  try {
    const { _: words, help, version: versionAsked } = await parser.version(version).parseAsync();
    if (help === true || versionAsked === true || words[0] === 'help') return undefined;
    const problems = [
      ...checkFlags(args, parsed?.command),
      ...checkWords(words.map(String), parsed?.command, commands),
      ...(parsed ? checkOptions(parsed) : []),
    ];
    if (problems.length > 0) throw new UsageError(problems);
    return parsed;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'YError') throw error;
    throw new UsageError([told(error.message)]);
  }
}
