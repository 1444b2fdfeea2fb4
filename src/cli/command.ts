import type { MessageKey } from '../locales/index.ts';
import type { RawArguments } from './arguments.ts';
import type { Terminal } from './terminal.ts';

/** How an option is written: a flag alone, a text after it, or a text after it as often as one likes. */
export interface Option {
  readonly kind: 'flag' | 'text' | 'texts';
  readonly describe: MessageKey;
  /** The only texts that are accepted. */
  readonly choices?: readonly string[];
}

/** One thing that `gridbeat` does. */
export interface Command {
  /** The words that call it, e.g. ["city", "show"]; none for `gridbeat` alone. */
  readonly words: readonly string[];
  /** What may stand after them without an option; `many` of it, if so. */
  readonly positional?: { readonly name: string; readonly describe: MessageKey; readonly many?: true };
  readonly describe: MessageKey;
  readonly options: Readonly<Record<string, Option>>;
  /** Arguments after `gridbeat`, and what they do. */
  readonly examples: readonly (readonly [string, MessageKey])[];
  /** Does it and returns the exit code. Throws an error with `problems` for what the user can mend. */
  readonly run: (args: RawArguments, terminal: Terminal) => Promise<number>;
}

/** Options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  lang: { kind: 'text', describe: 'cli.option.lang', choices: ['en', 'zh'] },
  json: { kind: 'flag', describe: 'cli.option.json' },
  'no-color': { kind: 'flag', describe: 'cli.option.noColor' },
};
