import type { MessageKey } from '../locales/index.ts';
import { type Language, type Message, say } from '../locales/index.ts';

/** One mistake in what a person wrote: where, what, and what to write instead. */
export interface Problem {
  /** `FILE:LINE:COLUMN`, or the `--set` that it came by; empty for a text that stands alone. */
  readonly where: string;
  /** Path in the scenario, e.g. `staffing.gridWorkers.perGrid`; empty for the whole file. */
  readonly path: string;
  readonly message: Message<MessageKey>;
  /** The value found, shortened. */
  readonly found?: string;
  readonly expected?: Message<MessageKey>;
  readonly suggestion?: Message<MessageKey>;
}

/** Thrown by `loadScenario` with everything that is wrong, at once. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => formatProblem(problem, 'en')).join('\n'));
    this.problems = problems;
  }
}

/** One line for one mistake, safe to print whatever the file holds. */
export function formatProblem(problem: Problem, language: Language): string {
  const place = [problem.where, problem.path].filter((part) => part !== '').join(' ');
  const parts = [say(language, problem.message)];
  if (problem.found !== undefined)
    parts.push(say(language, { key: 'scenario.found', values: { value: problem.found } }));
  if (problem.expected !== undefined) {
    parts.push(say(language, { key: 'scenario.expected', values: { what: say(language, problem.expected) } }));
  }
  if (problem.suggestion !== undefined) parts.push(say(language, problem.suggestion));
  return printable((place === '' ? '' : `${place}: `) + parts.join(say(language, 'scenario.separator')));
}

/** Without control characters (they move the cursor) and bidirectional marks (they reorder what is read). */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '');
}

/** Would `printable` leave it as it is? */
export function isPrintable(text: string): boolean {
  return printable(text) === text;
}

/** A value on one line, at most 60 characters. */
export function brief(value: unknown): string {
  const text = value === undefined ? '' : (JSON.stringify(value, plainNumbers) ?? String(value));
  const letters = Array.from(text.slice(0, 200));
  return letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : letters.join('');
}

/** JSON has no words for these, YAML has. */
function plainNumbers(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
