import { distance } from 'fastest-levenshtein';
import type { MessageKey } from '../locales/index.ts';
import type { Message } from '../locales/message.ts';

const MAX_LISTED = 15;

/** The name closest to a mistyped one, if it is close enough to be meant. */
export function closest(name: string, known: readonly string[]): string | undefined {
  const typed = name.slice(0, 100).toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(typed.length / 3)) + 1;
  for (const candidate of known) {
    const edits = distance(typed, candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

/** "did you mean ...?", or the names there are if they are few; undefined where neither helps. */
export function suggestion(name: string, known: readonly string[]): Message<MessageKey> | undefined {
  const meant = closest(name, known);
  if (meant !== undefined) return { key: 'scenario.didYouMean', values: { name: meant } };
  if (known.length === 0 || known.length > MAX_LISTED) return undefined;
  return { key: 'scenario.knownHere', values: { names: known.join(', ') } };
}
