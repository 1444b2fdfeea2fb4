import type { SearchSetting } from '../load/capacity/search.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';

/** Options of `load --find-capacity`. */
export const CAPACITY_OPTIONS = {
  'find-capacity': { kind: 'flag', describe: 'capacity.option' },
  'max-multiple': { kind: 'text', describe: 'capacity.option.maxMultiple' },
  trials: { kind: 'text', describe: 'capacity.option.trials' },
  resolution: { kind: 'text', describe: 'capacity.option.resolution' },
} as const satisfies Readonly<Record<string, Option>>;

/** The scenario's own incidents first; the smallest multiple, when even those are too many. [A] */
const FIRST = 1;
const LEAST = 1 / 16;
const DEFAULT_MOST = 64;
const HIGHEST = 1000;
const DEFAULT_TRIALS = 20;
const MOST_TRIALS = 100;
const DEFAULT_RESOLUTION = 0.05;

/** How a capacity is searched for. */
export interface CapacityOptions {
  readonly search: SearchSetting;
  readonly mostTrials: number;
}

/** Undefined where no capacity is asked for; what is wrong with the options is told to the reader. */
export function readCapacity(reader: ArgumentReader): CapacityOptions | undefined {
  const most = reader.wholeNumber('max-multiple', 1, HIGHEST);
  const trials = reader.wholeNumber('trials', 1, MOST_TRIALS);
  const resolution = reader.share('resolution');
  if (!reader.flag('find-capacity')) {
    for (const name of ['max-multiple', 'trials', 'resolution'])
      if (reader.texts(name).length > 0)
        reader.problem({ where: `--${name}`, path: '', message: { key: 'capacity.only' } });
    return undefined;
  }
  // Reports alone are due at a rate of their own, however many incidents there are; metrics are those of one load.
  for (const name of ['reports-only', 'prometheus'])
    if (reader.texts(name).length > 0)
      reader.problem({ where: `--${name}`, path: '', message: { key: 'capacity.not' } });
  const search = {
    first: FIRST,
    least: LEAST,
    most: most ?? DEFAULT_MOST,
    resolution: resolution ?? DEFAULT_RESOLUTION,
  };
  return { search, mostTrials: trials ?? DEFAULT_TRIALS };
}
