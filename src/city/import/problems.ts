import type { MessageKey } from '../../locales/index.ts';
import { brief, type Problem } from '../../scenario/problem.ts';

/** Nobody reads more. */
const MOST = 200;

/** The files cannot become a city: all that is wrong with them at once; nothing was written. */
export class CityImportError extends Error {
  override readonly name = 'CityImportError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, path, message }) => `${where} ${path} ${message.key}`).join(', '));
    this.problems = problems;
  }
}

/** Where a problem lies: the file with its line or feature, and the area's code where it has one. */
export interface Place {
  readonly where: string;
  readonly code?: string;
}

/** Gathers what is wrong, each with its place. */
export class Problems {
  readonly list: Problem[] = [];
  #more = 0;

  get some(): boolean {
    return this.list.length > 0;
  }

  add(
    { where, code }: Place,
    key: MessageKey,
    values: Record<string, string | number> = {},
    rest: { found?: unknown } & Pick<Problem, 'expected' | 'suggestion'> = {},
  ): void {
    if (this.list.length >= MOST) {
      this.#more += 1;
      return;
    }
    const { found, ...others } = rest;
    const shown = found === undefined ? {} : { found: brief(found) };
    this.list.push({ where, path: code ?? '', message: { key, values }, ...shown, ...others });
  }

  /** Problems that were found elsewhere, e.g. in the map's YAML. */
  take(problems: readonly Problem[]): void {
    this.list.push(...problems);
  }

  /** Throws CityImportError if there were any. */
  end(): void {
    if (this.list.length === 0) return;
    const message = { key: 'scenario.moreErrors', values: { number: this.#more } } as const;
    throw new CityImportError(this.#more === 0 ? this.list : [...this.list, { where: '', path: '', message }]);
  }
}
