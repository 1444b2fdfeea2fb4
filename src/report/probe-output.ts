import { z } from 'zod';
import { FORMATS } from '../backend/open311/body.ts';
import { CHECKS, type Row, VERDICTS, type Verdict } from '../backend/open311/probe/row.ts';
import { type Language, say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';

const count = z.int().nonnegative();
const LONGEST = 300;

/** What `probe --json` prints. */
export const probeOutputSchema = z.strictObject({
  url: z.string(),
  jurisdiction: z.string().nullable(),
  /** Every check was made that was to be. */
  whole: z.boolean(),
  rows: z.array(
    z.strictObject({
      check: z.enum(CHECKS),
      format: z.enum(FORMATS),
      /** Method, path below the address, query or form; empty where nothing was sent. */
      request: z.string(),
      /** Status, media type and the beginning of the body; empty where there was no answer. */
      answer: z.string(),
      /** A heading of GeoReport v2. */
      clause: z.string(),
      verdict: z.enum(VERDICTS),
      findings: z.array(z.string()),
    }),
  ),
  counts: z.strictObject({ conforms: count, deviates: count, notOffered: count, notTried: count }),
  /** What was created on the server; null where nothing was to be written. */
  created: z.strictObject({ number: count, file: z.string() }).nullable(),
});
export type ProbeOutput = z.infer<typeof probeOutputSchema>;

/** What was found about a server so far. */
export interface Probed {
  readonly url: string;
  readonly jurisdiction: string | undefined;
  readonly whole: boolean;
  readonly rows: readonly Row[];
  readonly created: { readonly number: number; readonly file: string } | undefined;
}

export const countVerdict = (rows: readonly Row[], verdict: Verdict): number =>
  rows.filter((row) => row.verdict === verdict).length;

/** The findings of a row in words, each one printable line. */
export const findingsOf = ({ findings }: Row, language: Language): string[] =>
  findings.map((finding) => printable(say(language, finding)).slice(0, LONGEST));

/** As `probeOutputSchema` has it; findings in words of the language. */
export function probeOutput({ url, jurisdiction, whole, rows, created }: Probed, language: Language): ProbeOutput {
  const count = (verdict: Verdict) => countVerdict(rows, verdict);
  return {
    url,
    jurisdiction: jurisdiction ?? null,
    whole,
    rows: rows.map((row) => ({
      check: row.check,
      format: row.format,
      request: row.request,
      answer: row.answer,
      clause: row.clause,
      verdict: row.verdict,
      findings: findingsOf(row, language),
    })),
    counts: {
      conforms: count('conforms'),
      deviates: count('deviates'),
      notOffered: count('notOffered'),
      notTried: count('notTried'),
    },
    created: created ?? null,
  };
}
