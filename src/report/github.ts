import type { Judgement } from '../load/invariants/judgement.ts';
import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';
import { formatValue } from './format.ts';
import { comparedText } from './load-baseline.ts';
import { type Page, pageMarkdown } from './page.ts';

/** What a step of a GitHub workflow shows beside the code: https://docs.github.com/actions, "Workflow commands". */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly text: string;
}

/** GitHub shows so many of each level for a step. */
const MOST = 10;
/** GitHub takes 1 MiB of summary for a step, and may have others' in the same file. */
const MOST_SUMMARY = 262_144;

const escapedData = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const escapedProperty = (text: string): string => escapedData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** One line that the runner takes out of a step's output: escaped as its toolkit does, without control characters. */
export function workflowCommand({ level, title, text }: Annotation): string {
  const lines = text.split('\n').map(printable).join('\n');
  return `::${level} title=${escapedProperty(printable(title))}::${escapedData(lines)}`;
}

/** One annotation for each broken invariant. */
export function judgementAnnotations({ verdicts }: Judgement, language: Language): Annotation[] {
  const broken = verdicts.filter(({ violations }) => violations > 0);
  return broken.map((verdict) => ({
    level: 'error',
    title: say(language, {
      key: 'github.violation',
      values: { invariant: say(language, `invariant.${verdict.name}`), count: verdict.violations },
    }),
    text: verdict.examples.map(({ message }) => say(language, message)).join('\n'),
  }));
}

/** What a load has to say where it did not go well: invariants first, then its own validity, then targets. */
export function loadAnnotations(
  { judgement, validity, targets, interrupted, lost, comparison }: LoadResult,
  language: Language,
) {
  const annotations = judgementAnnotations(judgement, language);
  for (const reason of validity.reasons)
    annotations.push({
      level: 'error',
      title: say(language, 'github.invalid'),
      text: say(language, `load.invalid.${reason}`),
    });
  for (const { target, verdict, measure } of targets) {
    if (verdict === 'met') continue;
    const values = { target: target.text, verdict: say(language, `verdict.${verdict}`) };
    annotations.push({
      level: 'error',
      title: say(language, { key: 'github.target', values }),
      text: measure ? formatValue(measure, language) : say(language, 'github.nothing'),
    });
  }
  for (const compared of comparison?.measures ?? []) {
    if (compared.change !== 'worse') continue;
    annotations.push({
      level: 'error',
      title: say(language, { key: 'baseline.github', values: { measure: compared.measure } }),
      text: comparedText(compared, language),
    });
  }
  if (lost !== null) {
    const values = { target: lost.target, at: lost.at.toFixed(0) };
    annotations.push({
      level: 'warning',
      title: say(language, 'github.ended'),
      text: say(language, { key: 'load.lost', values }),
    });
  }
  if (interrupted)
    annotations.push({
      level: 'warning',
      title: say(language, 'github.ended'),
      text: say(language, 'load.interrupted'),
    });
  return annotations;
}

/** As many as GitHub shows; the last one stands for those that are left out. */
export function shownAnnotations(annotations: readonly Annotation[], language: Language): Annotation[] {
  const errors = annotations.filter(({ level }) => level === 'error');
  const others = annotations.filter(({ level }) => level !== 'error').slice(0, MOST);
  if (errors.length <= MOST) return [...errors, ...others];
  const left = errors.slice(MOST - 1);
  const rest: Annotation = {
    level: 'error',
    title: say(language, { key: 'judge.more', values: { count: left.length } }),
    text: left.map(({ title }) => title).join('\n'),
  };
  return [...errors.slice(0, MOST - 1), rest, ...others];
}

/** A page as a step's summary; cut where GitHub would refuse it. */
export function stepSummary(page: Page): string {
  const text = pageMarkdown(page);
  return Buffer.byteLength(text) <= MOST_SUMMARY
    ? text
    : `${Buffer.from(text).subarray(0, MOST_SUMMARY).toString()}…\n`;
}
