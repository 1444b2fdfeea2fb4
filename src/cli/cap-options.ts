import type { Access } from '../backend/access.ts';
import { isHere } from '../backend/outside.ts';
import { RateCounter } from '../load/schedule/rates.ts';
import { type Plan, schedule } from '../load/schedule/schedule.ts';
import { type Caps, LOAD_CAPS } from '../load/throttle.ts';
import type { Message, MessageKey } from '../locales/index.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';
import { UsageError } from './usage-error.ts';

/** Options that say how much another machine may be sent. */
export const CAP_OPTIONS = {
  'most-per-second': { kind: 'text', describe: 'load.option.mostPerSecond' },
  'most-operations': { kind: 'text', describe: 'load.option.mostOperations' },
} as const satisfies Readonly<Record<string, Option>>;

const HIGHEST: Caps = { perSecond: 100_000, total: 999_999_999 };
/** A schedule is looked at over so many seconds: shorter rushes are smoothed by the wait. [A] */
const SECONDS = 10;

/** What may be sent to that address; undefined: whatever comes, as it is this machine and nothing else was said. */
export function readCaps(reader: ArgumentReader, url: URL | undefined, access: Access): Caps | undefined {
  const perSecond = reader.wholeNumber('most-per-second', 1, HIGHEST.perSecond);
  const total = reader.wholeNumber('most-operations', 1, HIGHEST.total);
  const here = url === undefined || isHere(url, { access });
  if (here && perSecond === undefined && total === undefined) return undefined;
  const otherwise = here ? HIGHEST : LOAD_CAPS;
  return { perSecond: perSecond ?? otherwise.perSecond, total: total ?? otherwise.total };
}

/** Throws UsageError where the open part of a load alone would break its caps: then it need not begin. */
export function checkCaps(plan: Plan, { perSecond, total }: Caps): void {
  const counter = new RateCounter(plan.start.at, plan.speed);
  let count = 0;
  for (const operation of schedule(plan)) {
    if (++count > total) refuse('--most-operations', { key: 'load.capTotal', values: { most: total } });
    counter.add(operation);
  }
  const peak = busiest(counter);
  if (peak <= perSecond * SECONDS) return;
  refuse('--most-per-second', { key: 'load.capRate', values: { peak, seconds: SECONDS, most: perSecond } });
}

/** Operations in the busiest stretch of so many seconds. */
function busiest(counter: RateCounter): number {
  const { seconds, perSecond } = counter.rates();
  const counts = Array.from({ length: seconds }, (_, i) =>
    Object.values(perSecond).reduce((sum, list) => sum + (list[i] ?? 0), 0),
  );
  let most = 0;
  let sum = 0;
  for (const [i, count] of counts.entries()) {
    sum += count - (counts[i - SECONDS] ?? 0);
    most = Math.max(most, sum);
  }
  return most;
}

function refuse(where: string, message: Message<MessageKey>): never {
  throw new UsageError([{ where, path: '', message }]);
}
