import type { Message, MessageKey } from '../locales/index.ts';
import { brief, type Problem } from '../scenario/problem.ts';

/**
 * A backend cannot be used, or stopped answering: what the user can mend, with the backend or address it is about.
 * `before`: nothing was run yet.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly problems: readonly Problem[];
  readonly before: boolean;

  /** The same in another thread: only plain data passes between them. */
  static again({ problems, before }: Pick<BackendError, 'problems' | 'before'>): BackendError {
    return Object.assign(new BackendError('', [], before), { problems });
  }

  constructor(where: string, messages: readonly Message<MessageKey>[], before = true) {
    super(`${where}: ${messages.map(({ key, values }) => `${key} ${brief(values ?? {})}`).join(', ')}`);
    this.problems = messages.map((message) => ({ where, path: '', message }));
    this.before = before;
  }
}
