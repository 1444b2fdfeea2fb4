import { ERROR_KINDS } from '../../load/result.ts';
import { type MessageKey, say } from '../../locales/index.ts';
import { cut } from '../../style/cells.ts';
import type { RowContext } from '../row-context.ts';
import type { LoadNow } from './story.ts';

const GAP = '  ';

/** What is on the backend's desk, in the field and under way, and what went wrong: two rows. */
export function workRows(now: LoadNow | undefined, { width, language, style }: RowContext): string[] {
  if (now === undefined) return ['', ''];
  const { undecided, open, busyCrews, inFlight, waiting } = now.second;
  const pair = (key: MessageKey, value: number) => `${say(language, key)} ${value}`;
  const work = [
    pair('screen.work.undecided', undecided),
    pair('screen.work.open', open),
    pair('screen.work.busy', busyCrews),
    pair('screen.work.inFlight', inFlight),
    pair('screen.work.waiting', waiting),
  ].join(GAP);
  const kinds = ERROR_KINDS.filter((kind) => now.errors[kind] !== undefined);
  const errors = kinds.map((kind) => pair(`load.error.${kind}`, now.errors[kind] ?? 0));
  const none = say(language, 'screen.errors.none');
  const line = cut([say(language, 'screen.errors'), ...(errors.length > 0 ? errors : [none])].join(GAP), width);
  return [cut(work, width), errors.length > 0 ? style.caution(line) : style.faint(line)];
}
