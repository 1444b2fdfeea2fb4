import { z } from 'zod';
import { CHANGES, SETUP } from '../load/baseline/comparison.ts';
import { type HistoryRecord, OPERATION_NAMES } from '../load/history/record.ts';
import { PHASES } from '../load/live.ts';
import { ERROR_KINDS, INVALID_REASONS, type LoadResult } from '../load/result.ts';
import type { Language } from '../locales/index.ts';
import { outsideManifest } from './backend-lines.ts';
import { judgeOutput, judgeOutputSchema } from './judge-output.ts';
import { manifestSchema } from './manifest.ts';
import { measures, targetVerdicts, verdictsOf } from './run-output.ts';

/** What `load --json` prints. Times are in seconds. */

const count = z.int().nonnegative();
const latency = z.strictObject({
  count,
  mean: z.number(),
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
  p99: z.number(),
  p999: z.number(),
  max: z.number(),
  bins: z.array(z.tuple([z.number(), count])),
});
const quick = z.strictObject({ p50: z.number(), p90: z.number(), p95: z.number(), p99: z.number() }).nullable();

const operation = z.strictObject({
  count,
  ok: count,
  attempts: count,
  errors: z.partialRecord(z.enum(ERROR_KINDS), count),
  /** From the intended start. */
  response: latency.nullable(),
  /** From the moment the request is written. */
  service: latency.nullable(),
});

export const secondSchema = z.strictObject({
  at: z.number(),
  simulated: z.number(),
  phase: z.enum(PHASES),
  speed: z.number(),
  due: count,
  started: count,
  answered: count,
  failed: count,
  inFlight: count,
  waiting: count,
  response: quick,
  service: quick,
  orders: count,
  undecided: z.int(),
  open: z.int(),
  busyCrews: count,
  violations: count,
  late: z.number(),
  byName: z.record(z.string(), count),
});

const comparison = z.strictObject({
  /** When the earlier load was made, and of what version the backend was. */
  startedAt: z.string(),
  backendVersion: z.string(),
  /** The same operations at the same times: differences were taken section by section. */
  paired: z.boolean(),
  differences: z.array(z.strictObject({ what: z.enum(SETUP), before: z.string(), now: z.string() })),
  measures: z.array(
    z.strictObject({
      measure: z.string(),
      unit: z.enum(['s', 'count']),
      before: z.number(),
      now: z.number(),
      difference: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
      allowed: z.number(),
      change: z.enum(CHANGES),
    }),
  ),
});

export const loadOutputSchema = z.strictObject({
  measures,
  /** Of measures that may be compared with another load's: their values in the ten parts of the measured time. */
  sections: z.record(z.string(), z.array(z.number().nullable())),
  /** With `--baseline`, where both loads are whole and valid. */
  comparison: comparison.nullable(),
  operations: z.partialRecord(z.enum(OPERATION_NAMES), operation),
  decide: latency.nullable(),
  /** Orders over the whole load, and how often their stream failed; null where the backend gives none. */
  stream: z.strictObject({ orders: count, errors: z.partialRecord(z.enum(ERROR_KINDS), count) }).nullable(),
  field: z.strictObject({ deployed: measures, embedded: measures }).nullable(),
  invariants: judgeOutputSchema.shape.invariants,
  drain: judgeOutputSchema.shape.drain,
  targets: targetVerdicts,
  validity: z.strictObject({
    valid: z.boolean(),
    reasons: z.array(z.enum(INVALID_REASONS)),
    late: count,
    started: count,
    allowance: z.number(),
    lateness: latency.nullable(),
    loopDelay: z.strictObject({ p50: z.number(), p99: z.number(), max: z.number() }),
    cpu: z.strictObject({ cores: z.number(), microsecondsPerOperation: z.number() }),
    heldBack: count,
  }),
  setting: z.strictObject({
    speed: z.number(),
    from: z.number(),
    localTime: z.string(),
    warmup: z.number(),
    duration: z.number(),
    drain: z.number(),
    timeout: z.number(),
    maxInFlight: count,
    threads: count,
    /** Wall seconds in which the open part rises, and the share of the full rate that it rises from. */
    ramp: z.strictObject({ seconds: z.number(), from: z.number() }),
    /** Reports a wall second where nothing else was sent. */
    reportsOnly: z.number().nullable(),
  }),
  /** Wall seconds since the start, simulated seconds, and the speed from there on (0: a pause). */
  speedChanges: z.array(z.strictObject({ at: z.number(), simulated: z.number(), speed: z.number() })),
  measured: z.number(),
  interrupted: z.boolean(),
  /** The target for which `--abort-on-miss` ended the load. */
  lost: z.strictObject({ target: z.string(), at: z.number() }).nullable(),
  /** Operations that another machine may get a second and in all, those that waited for it, and those never sent. */
  caps: z.strictObject({ perSecond: count, total: count, held: count, unsent: count }).nullable(),
  /** Reports taken, with their ids in `created.ndjson`; whether the backend has forgotten them, if asked to. */
  created: count,
  closedAfterwards: z.boolean().nullable(),
  /** Who governed the field where the backend cannot, and what was seen of the backend. */
  outside: manifestSchema.shape.outside,
  /** The file that `judge` reads; null where it was not kept. */
  history: z.string().nullable(),
  manifest: z.strictObject({
    name: z.string(),
    title: z.strictObject({ en: z.string(), zh: z.string() }),
    hash: z.string(),
    seed: z.string(),
    cityHash: z.string(),
    backend: z.string(),
    backendVersion: z.string(),
    version: z.string(),
    node: z.string(),
    v8: z.string(),
    machine: z.strictObject({ platform: z.string(), cpu: z.string(), cores: z.int() }),
    command: z.array(z.string()),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
  }),
});

/** A load's result for other programs; `lines` holds the records that prove its violations. */
export function loadOutput(
  result: LoadResult,
  history: string | null,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): Omit<z.input<typeof loadOutputSchema>, 'operations'> & Pick<LoadResult, 'operations'> {
  const {
    measures: own,
    sections,
    comparison: beside,
    operations,
    decide,
    stream,
    field,
    validity,
    setting,
    speedChanges,
    measured,
    interrupted,
    lost,
    caps,
    created,
    closedAfterwards,
    manifest,
  } = result;
  const { invariants, drain } = judgeOutput(history ?? '', result.judgement, lines, language);
  return {
    measures: own,
    sections: Object.fromEntries(Object.entries(sections).map(([name, values]) => [name, [...values]])),
    comparison: beside && {
      ...beside,
      differences: [...beside.differences],
      measures: [...beside.measures],
    },
    operations,
    decide: decide && { ...decide, bins: decide.bins.map(([upTo, number]) => [upTo, number]) },
    stream: stream && { ...stream },
    field,
    invariants,
    drain,
    targets: verdictsOf(result.targets),
    validity: {
      ...validity,
      reasons: [...validity.reasons],
      lateness: validity.lateness && {
        ...validity.lateness,
        bins: validity.lateness.bins.map(([upTo, n]) => [upTo, n]),
      },
    },
    setting,
    speedChanges: [...speedChanges],
    measured,
    interrupted,
    lost,
    caps,
    created,
    closedAfterwards,
    ...outsideManifest(result, language),
    history,
    manifest: { ...manifest, command: [...manifest.command] },
  };
}
