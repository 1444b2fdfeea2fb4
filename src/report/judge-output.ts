import { z } from 'zod';
import { type HistoryRecord, historyRecord } from '../load/history/record.ts';
import { proofOf } from '../load/invariants/evidence.ts';
import { INVARIANTS } from '../load/invariants/invariant.ts';
import { type Judgement, VERDICTS } from '../load/invariants/judgement.ts';
import { type Language, say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';

const count = z.int().nonnegative();

/** What `judge --json` prints. */
export const judgeOutputSchema = z.strictObject({
  history: z.string(),
  /** All phases of the run ran to their end. */
  whole: z.boolean(),
  /** Attempts by name and by what came of them. */
  operations: z.record(z.string(), z.strictObject({ ok: count, failed: count, unknown: count })),
  orders: count,
  invariants: z.array(
    z.strictObject({
      name: z.enum(INVARIANTS),
      verdict: z.enum(VERDICTS),
      /** Chances of a violation. */
      checked: count,
      violations: count,
      /** Those with the shortest proofs, each as the lines of the history that prove it. */
      examples: z.array(z.strictObject({ text: z.string(), lines: z.array(count), history: z.array(historyRecord) })),
    }),
  ),
  /** Seconds from the stop of the load until all was over; null where the history tells of no stop, or some are left. */
  drain: z
    .strictObject({ seconds: z.number().nullable(), simulatedSeconds: z.number().nullable(), left: count })
    .nullable(),
});

/** A judgement for other programs; `lines` holds the records that prove its violations. */
export function judgeOutput(
  history: string,
  { whole, operations, orders, verdicts, drained }: Judgement,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): z.infer<typeof judgeOutputSchema> {
  return {
    history,
    whole,
    operations: { ...operations },
    orders,
    invariants: verdicts.map(({ name, verdict, checked, violations, examples }) => ({
      name,
      verdict,
      checked,
      violations,
      examples: examples.map((violation) => ({
        text: printable(say(language, violation.message)),
        lines: [...violation.lines],
        history: proofOf(violation, (line) => lines.get(line)),
      })),
    })),
    drain: drained,
  };
}
