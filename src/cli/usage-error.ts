import type { Problem } from '../scenario/problem.ts';

/** The command line cannot be followed: all that is wrong with it at once; nothing was run. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where} ${message.key}`).join(', '));
    this.problems = problems;
  }
}
