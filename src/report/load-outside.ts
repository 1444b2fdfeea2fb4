import type { ErrorKind, LoadResult } from '../load/result.ts';
import { type Language, type Message, type MessageKey, say } from '../locales/index.ts';

/** A sentence, and whether it is a warning. */
export interface Told {
  readonly text: string;
  readonly tone: 'plain' | 'caution' | 'bad';
}

/** How often the stream of orders failed; nothing where it did not. */
export function streamTrouble({ stream }: LoadResult, language: Language): string[] {
  const kinds = Object.entries(stream?.errors ?? {});
  if (kinds.length === 0) return [];
  const errors = kinds
    .map(([kind, number]) => `${number} ${say(language, `load.error.${kind as ErrorKind}`)}`)
    .join(', ');
  return [say(language, { key: 'load.stream', values: { errors } })];
}

/** What another machine was spared, and what is left there. */
export function spared({ caps, created, closedAfterwards }: LoadResult, language: Language): Told[] {
  const sentences: Told[] = [];
  const tell = (message: Message<MessageKey> | MessageKey, tone: Told['tone'] = 'plain') =>
    sentences.push({ text: say(language, message), tone });
  if (caps !== null) tell({ key: 'load.caps', values: { ...caps } });
  if (caps !== null && caps.held + caps.unsent > 0) tell({ key: 'load.capsHeld', values: { ...caps } }, 'caution');
  if (caps !== null || closedAfterwards !== null) tell({ key: 'load.created', values: { created } });
  if (closedAfterwards === true) tell('load.closed');
  if (closedAfterwards === false) tell('load.notClosed', 'bad');
  return sentences;
}
