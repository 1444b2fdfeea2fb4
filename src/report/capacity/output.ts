import { z } from 'zod';
import { type CapacityResult, STOPPED } from '../../load/capacity/find.ts';
import type { Point } from '../../load/capacity/search.ts';
import { INVARIANTS } from '../../load/invariants/invariant.ts';
import { loadOutputSchema } from '../load-output.ts';
import { measures } from '../run-output.ts';
import { firstBroken } from './sentence.ts';

/** What `load --find-capacity --json` prints. Multiples are of the scenario's own `incidents.scale`. */

const count = z.int().nonnegative();
const outcome = z.enum(['held', 'broken', 'invalid']);
const broken = z.strictObject({
  /** The target as it was written, or `invariants == 0`. */
  what: z.string(),
  invariants: z.array(z.enum(INVARIANTS)),
  /** The embedded policy misses it at this multiple too. */
  cityToo: z.boolean(),
});
const point = z.strictObject({
  multiple: z.number(),
  outcome,
  /** Two trials agree. */
  sure: z.boolean(),
});

export const capacityOutputSchema = z.strictObject({
  /** The largest multiple that held below the first that did not; null where none did. */
  holds: point.nullable(),
  /** The first that did not, with what broke there first; null where all held. */
  end: point.extend({ broken: broken.nullable() }).nullable(),
  stopped: z.enum(STOPPED),
  targets: z.array(z.string()),
  /** Nobody gave targets. */
  targetsByDefault: z.boolean(),
  search: z.strictObject({
    first: z.number(),
    least: z.number(),
    most: z.number(),
    resolution: z.number(),
    mostTrials: count,
  }),
  /** The scenario's own `incidents.scale`. */
  scale: z.number(),
  trials: z.array(
    z.strictObject({
      multiple: z.number(),
      outcome,
      /** Wall seconds. */
      measured: z.number(),
      operationsPerSecond: z.number(),
      reportsPerSecond: z.number(),
      /** The worst first. */
      broken: z.array(broken),
      /** Those that targets are about. */
      measures,
      /** Share of operations that the generator started late. */
      late: z.number(),
      folder: z.string(),
    }),
  ),
  setting: loadOutputSchema.shape.setting,
  manifest: loadOutputSchema.shape.manifest,
});

type Output = z.input<typeof capacityOutputSchema>;

/** What `find-capacity --json` prints. */
export function capacityOutput(result: CapacityResult): Output {
  const { holds, end, stopped, search, mostTrials, scale, trials, targets, byDefault, first } = result;
  const copied = (what: ReturnType<typeof firstBroken>) => what && { ...what, invariants: [...what.invariants] };
  return {
    holds: holds === undefined ? null : pointOutput(holds),
    end: end === undefined ? null : { ...pointOutput(end), broken: copied(firstBroken(result, end)) ?? null },
    stopped,
    targets: targets.map(({ text }) => text),
    targetsByDefault: byDefault,
    search: { ...search, mostTrials },
    scale,
    trials: trials.map((trial) => ({
      multiple: trial.multiple,
      outcome: trial.outcome,
      measured: trial.measured,
      operationsPerSecond: trial.operations,
      reportsPerSecond: trial.reports,
      broken: trial.broken.map((what) => ({ ...what, invariants: [...what.invariants] })),
      measures: Object.fromEntries(
        trial.targets.flatMap(({ target, measure }) => (measure === undefined ? [] : [[target.measure, measure]])),
      ),
      late: trial.late,
      folder: trial.folder,
    })),
    setting: first.setting,
    manifest: {
      ...first.manifest,
      command: [...first.manifest.command],
      hash: result.hash,
      startedAt: result.startedAt.toISOString(),
      endedAt: result.endedAt.toISOString(),
    },
  };
}

function pointOutput({ multiple, verdict, isSure }: Point): z.input<typeof point> {
  return { multiple, outcome: verdict, sure: isSure };
}
