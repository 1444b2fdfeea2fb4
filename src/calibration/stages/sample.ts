/** Times of which some are only known to be longer: right-censored. Values rise; each stands for a number of times. */
export interface Sample {
  readonly values: Float64Array;
  /** How many ended at that time. */
  readonly ended: Float64Array;
  /** How many were still going on when last seen, at that time. */
  readonly open: Float64Array;
}

/** More different times than this are put together in steps of half a per cent. */
const MOST = 4000;
const STEP = 0.005;

/** A sample of times > 0: those that ended, and those still open. */
export function sampleOf(ended: ArrayLike<number>, open: ArrayLike<number>): Sample {
  const bins = new Map<number, { value: number; ended: number; open: number }>();
  const coarse = ended.length + open.length > MOST;
  const add = (value: number, key: 'ended' | 'open'): void => {
    const at = coarse ? Math.round(Math.log(value) / STEP) : value;
    let bin = bins.get(at);
    if (bin === undefined) {
      bin = { value: coarse ? Math.exp(at * STEP) : value, ended: 0, open: 0 };
      bins.set(at, bin);
    }
    bin[key]++;
  };
  for (let i = 0; i < ended.length; i++) add(ended[i], 'ended');
  for (let i = 0; i < open.length; i++) add(open[i], 'open');
  const sorted = [...bins.values()].sort((a, b) => a.value - b.value);
  return {
    values: Float64Array.from(sorted, (bin) => bin.value),
    ended: Float64Array.from(sorted, (bin) => bin.ended),
    open: Float64Array.from(sorted, (bin) => bin.open),
  };
}
