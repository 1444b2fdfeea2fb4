import type { Message, MessageKey } from '../locales/index.ts';
import { brief, isPrintable, type Problem, printable } from '../scenario/problem.ts';
import { UsageError } from './usage-error.ts';

/** What the command line holds by option: nothing, a flag, a text, or (repeated) several texts. */
export type RawArguments = Readonly<Record<string, unknown>>;

/** Reads options one by one, gathers everything that is wrong with them, and says so at once in `end`. */
export class ArgumentReader {
  readonly #raw: RawArguments;
  readonly #problems: Problem[] = [];

  constructor(raw: RawArguments) {
    this.#raw = raw;
  }

  flag(name: string): boolean {
    return this.#raw[name] === true;
  }

  /** Every value of an option that may be repeated, in order. */
  texts(name: string): string[] {
    return [this.#raw[name] ?? []].flat().map(String);
  }

  /** The value of an option that may be given once. */
  text(name: string): string | undefined {
    const [first, ...more] = this.texts(name);
    if (more.length > 0) this.problem({ where: `--${name}`, path: '', message: { key: 'usage.repeated' } });
    if (first !== undefined && !isPrintable(first))
      this.problem({
        where: `--${name}`,
        path: '',
        message: { key: 'scenario.notPrintable' },
        found: brief(printable(first)),
      });
    return first;
  }

  wholeNumber(name: string, low: number, high: number): number | undefined {
    return this.parsed(name, { key: 'usage.expectedWhole', values: { low, high } }, (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= low && value <= high ? value : undefined;
    });
  }

  /** A share above 0 and below 1, written as 0.05 or 5%. */
  share(name: string): number | undefined {
    return this.parsed(name, { key: 'usage.expectedShare' }, (text) => {
      const [, digits = '', percent = ''] = /^(\d*\.?\d+)(%?)$/.exec(text) ?? [];
      const value = Number(digits) / (percent === '' ? 1 : 100);
      return value > 0 && value < 1 ? value : undefined;
    });
  }

  /** What `read` makes of the option's text; undefined where it is absent or, which is a problem, means nothing to it. */
  parsed<T>(name: string, expected: Message<MessageKey>, read: (text: string) => T | undefined): T | undefined {
    const found = this.text(name);
    if (found === undefined) return undefined;
    const value = read(found);
    if (value === undefined) this.#badValue(name, found, expected);
    return value;
  }

  /** One of the choices; `fallback` where the option is absent or, which is a problem, something else. */
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const found = this.text(name);
    if (found === undefined) return fallback;
    const chosen = choices.find((choice) => choice === found);
    const values = choices.join(', ');
    if (chosen === undefined) this.#badValue(name, found, { key: 'scenario.expected.oneOf', values: { values } });
    return chosen ?? fallback;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  problem(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Throws UsageError if anything was wrong. */
  end(): void {
    if (this.#problems.length > 0) throw new UsageError(this.#problems);
  }

  #badValue(name: string, found: string, expected: Message<MessageKey>): void {
    this.problem({ where: `--${name}`, path: '', message: { key: 'usage.badValue' }, found: brief(found), expected });
  }
}
