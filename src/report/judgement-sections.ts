import type { HistoryRecord } from '../load/history/record.ts';
import { proofOf } from '../load/invariants/evidence.ts';
import type { Judgement, Verdict } from '../load/invariants/judgement.ts';
import { type Language, say } from '../locales/index.ts';
import type { Page, PageTable, Tone } from './page.ts';

/** Longest record that is shown whole. */
const WIDTH = 400;
const TONES = {
  held: undefined,
  broken: 'bad',
  undecided: 'caution',
  none: undefined,
  notApplicable: undefined,
} as const satisfies Record<Verdict['verdict'], Tone | undefined>;

/** A line for every invariant. */
export function invariantsTable({ verdicts }: Judgement, language: Language): PageTable {
  const columns = ['invariant', 'verdict', 'checked', 'violations'] as const;
  return {
    title: say(language, 'judge.page.invariants'),
    heads: columns.map((name) => say(language, `judge.column.${name}`)),
    left: [1],
    rows: verdicts.map(({ name, verdict, checked, violations }) => [
      say(language, `invariant.${name}`),
      say(language, `judge.verdict.${verdict}`),
      String(checked),
      String(violations),
    ]),
    tones: verdicts.map(({ verdict }) => TONES[verdict]),
  };
}

/** A sentence for every violation that is kept, and how many more there are of each invariant. */
export function violationSentences({ verdicts }: Judgement, language: Language): string[] {
  return verdicts.flatMap(({ name, violations, examples }) => {
    const invariant = say(language, `invariant.${name}`);
    const sentences = examples.map(({ message }) =>
      say(language, { key: 'judge.violation', values: { invariant, sentence: say(language, message) } }),
    );
    const more = violations - examples.length;
    return more > 0 ? [...sentences, say(language, { key: 'judge.more', values: { count: more } })] : sentences;
  });
}

/** Every violation that is kept with the shortest history that proves it. */
export function proofTables(
  { verdicts }: Judgement,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): PageTable[] {
  return verdicts.flatMap(({ name, examples }) =>
    examples.map((violation) => {
      const invariant = say(language, `invariant.${name}`);
      const values = { invariant, sentence: say(language, violation.message) };
      return {
        title: say(language, { key: 'judge.violation', values }),
        heads: [say(language, 'judge.page.line'), say(language, 'judge.page.record')],
        left: [1],
        rows: proofOf(violation, (line) => lines.get(line)).map((record, i) => [
          String(violation.lines[i]),
          shortened(JSON.stringify(record)),
        ]),
      };
    }),
  );
}

/** A judgement as a short page. */
export function judgementPage(judgement: Judgement, history: string, language: Language): Page {
  const broken = violationSentences(judgement, language);
  return {
    title: say(language, { key: 'judge.page.title', values: { history } }),
    parts: [...(broken.length > 0 ? [{ list: broken }] : []), invariantsTable(judgement, language)],
  };
}

function shortened(text: string): string {
  return text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text;
}
