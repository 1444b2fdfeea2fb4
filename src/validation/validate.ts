import type { Experiment, Readings, Row } from './experiment.ts';
import { FAMILY_LEVEL, type Finding, familySize, judge } from './judge.ts';

/** How many times the data a row that misses is tried again with. */
const MORE_DATA = 10;

/** A row with what was found. */
export interface RowResult extends Finding {
  readonly row: Row;
  /** It missed at first: this is what a fresh stream and ten times the data said. */
  readonly again: boolean;
}

export interface ValidationResult {
  readonly seed: string;
  readonly rows: readonly RowResult[];
  readonly passed: boolean;
  /** Probability of a miss by chance that each row was judged with. */
  readonly level: number;
  /** Experiments that an abort left out. */
  readonly unfinished: readonly string[];
}

export interface ValidationRequest {
  readonly experiments: readonly Experiment[];
  readonly seed: string;
  /** Runs one piece of the named experiment with that seed. */
  readonly run: (piece: { experiment: string; piece: number; seed: string }) => Promise<Readings>;
  readonly onProgress?: (finished: number, planned: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs all experiments and judges each row. A row that misses is run once more with a fresh stream and ten times the data,
 * and judged on that alone. After an abort the rows that were finished are kept.
 */
export async function validate(request: ValidationRequest): Promise<ValidationResult> {
  const { experiments, seed } = request;
  const level = FAMILY_LEVEL / familySize(experiments.flatMap(({ rows }) => rows));
  const progress = { finished: 0, planned: 0 };
  const found = await gather(request, experiments, seed, 1, progress);
  const results = experiments.map((experiment) => judged(experiment, found.get(experiment.name), level, false));
  const missed = experiments.filter((_, i) =>
    results[i].some(({ passed, row }) => !passed && row.judging.by !== 'equal'),
  );
  const again = await gather(request, missed, `${seed} again`, MORE_DATA, progress);
  const rows = results.flatMap((own, i) => {
    const more = again.get(experiments[i].name);
    if (more === undefined) return own;
    const second = judged(experiments[i], more, level, true);
    return own.map((result, r) => (result.passed || result.row.judging.by === 'equal' ? result : second[r]));
  });
  const unfinished = experiments.filter(({ name }) => !found.has(name)).map(({ name }) => name);
  return { seed, rows, level, unfinished, passed: unfinished.length === 0 && rows.every(({ passed }) => passed) };
}

function judged({ rows }: Experiment, readings: Readings | undefined, level: number, again: boolean): RowResult[] {
  if (readings === undefined) return [];
  return rows.map((row) => ({ row, again, ...judge(row, readings[row.key] ?? [], level) }));
}

/** The pooled readings of the experiments that were finished, in the order of their pieces. */
async function gather(
  { run, onProgress, signal }: ValidationRequest,
  experiments: readonly Experiment[],
  seed: string,
  times: number,
  progress: { finished: number; planned: number },
): Promise<Map<string, Readings>> {
  const longestFirst = [...experiments].sort((a, b) => b.seconds - a.seconds);
  progress.planned += experiments.reduce((sum, { pieces }) => sum + pieces * times, 0);
  const pooled = new Map<string, Readings>();
  const work = longestFirst.map(async ({ name, pieces }) => {
    const parts = await Promise.all(
      Array.from({ length: pieces * times }, async (_, piece) => {
        const readings = await run({ experiment: name, piece, seed });
        onProgress?.(++progress.finished, progress.planned);
        return readings;
      }),
    );
    pooled.set(name, pool(parts));
  });
  const all = Promise.allSettled(work);
  const outcomes = await (signal === undefined ? all : Promise.race([all, aborted(signal)]));
  const failed = outcomes?.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return new Map(pooled);
}

function pool(parts: readonly Readings[]): Readings {
  const keys = Object.keys(parts[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, parts.flatMap((part) => part[key] ?? [])]));
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
