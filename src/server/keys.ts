import { hash } from 'node:crypto';
import type { Answer, Command } from './command.ts';
import { ProblemError } from './problem-error.ts';

/** So many newest keys are remembered. A retry comes within seconds; this is hours of a city's worst day. [A] */
const MOST_KEYS = 1_000_000;

interface Kept {
  readonly fingerprint: string;
  readonly answer: Answer;
}

/** Idempotency: the same key and body again is not done again, but answered as it was. */
export class Keys {
  private readonly kept = new Map<string, Kept>();

  /** The answer to the same command before, if any. Throws a ProblemError where the key stood for another command. */
  find(command: Command): Answer | undefined {
    const known = command.key === undefined ? undefined : this.kept.get(command.key);
    if (known === undefined) return undefined;
    if (known.fingerprint !== fingerprint(command))
      throw new ProblemError('keyReused', 'the key came with another request before');
    return known.answer;
  }

  keep(command: Command, answer: Answer): void {
    if (command.key === undefined) return;
    this.kept.set(command.key, { fingerprint: fingerprint(command), answer });
    if (this.kept.size <= MOST_KEYS) return;
    for (const oldest of this.kept.keys()) {
      this.kept.delete(oldest);
      break;
    }
  }
}

function fingerprint(command: Command): string {
  const crew = 'crew' in command ? command.crew : '';
  return hash('sha256', `${command.name} ${crew} ${JSON.stringify(command.body)}`, 'base64');
}
