import yargs, { type Argv } from 'yargs';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import type { RawArguments } from './arguments.ts';
import { COMMON_OPTIONS, type Command, type Option } from './command.ts';

/** Words that stand for several commands, e.g. `city`, with their descriptions. */
export type Groups = Readonly<Record<string, MessageKey>>;

export interface Parsed {
  readonly command: Command;
  readonly args: RawArguments;
}

/** Words of yargs for how an option is written, said in ours. */
const KIND_WORDS = ['string', 'array', 'boolean'] as const;

/** What yargs says of an option that stands without its value; the option's name follows. */
export const MISSING_VALUE = 'missing value: ';

type Options = Readonly<Record<string, Option>>;

function addOptions(parser: Argv, options: Options, language: Language, hidden = false): void {
  for (const [name, option] of Object.entries(options)) {
    const describe = say(language, option.describe);
    if (option.kind === 'flag') parser.option(name, { type: 'boolean', describe, hidden });
    else parser.option(name, { type: 'string', requiresArg: true, array: option.kind === 'texts', describe, hidden });
  }
}

/** Two lines each, so that a long one can still be copied. */
function addExamples(parser: Argv, { examples }: Command, language: Language): void {
  for (const [example, describe] of examples) {
    parser.example(`# ${say(language, describe)}`, '');
    parser.example(`$0 ${example}`, '');
  }
}

function addCommand(parser: Argv, command: Command, language: Language, choose: (parsed: Parsed) => void): void {
  const { words, positional, options } = command;
  const name = words.at(-1) ?? '$0';
  parser.command({
    command: positional ? `${name} [${positional.name}${positional.many ? '..' : ''}]` : name,
    describe: say(language, command.describe),
    builder: (inner: Argv) => {
      addOptions(inner, options, language, words.length === 0);
      if (positional)
        inner.positional(positional.name, { type: 'string', describe: say(language, positional.describe) });
      addExamples(inner, command, language);
      return inner.epilogue(say(language, 'cli.epilogue'));
    },
    handler: (args) => choose({ command, args }),
  });
}

/**
 * yargs splits the arguments and prints help; `choose` is told the command and its options as they were written. What is
 * unknown passes through.
 */
export function createParser(
  args: readonly string[],
  commands: readonly Command[],
  groups: Groups,
  language: Language,
  choose: (parsed: Parsed) => void,
): Argv {
  const kindWords = KIND_WORDS.map((word) => [word, say(language, `cli.kind.${word}`)]);
  const parser = yargs([...args])
    .scriptName('gridbeat')
    .locale(language === 'zh' ? 'zh_CN' : 'en')
    .updateStrings({
      ...Object.fromEntries(kindWords),
      'Positionals:': say(language, 'cli.positionals'),
      'Not enough arguments following: %s': `${MISSING_VALUE}%s`,
    })
    .exitProcess(false)
    .fail(false)
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .alias('h', 'help');
  addOptions(parser, COMMON_OPTIONS, language);
  for (const command of commands.filter(({ words }) => words.length < 2)) addCommand(parser, command, language, choose);
  for (const [group, describe] of Object.entries(groups)) {
    const members = commands.filter(({ words }) => words[0] === group);
    parser.command({
      command: group,
      describe: say(language, describe),
      builder: (inner: Argv) => {
        for (const command of members) {
          addCommand(inner, command, language, choose);
          addExamples(inner, command, language);
        }
        return inner;
      },
      handler: () => {},
    });
  }
  return parser;
}
