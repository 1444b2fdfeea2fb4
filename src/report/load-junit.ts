import type { HistoryRecord } from '../load/history/record.ts';
import { proofOf } from '../load/invariants/evidence.ts';
import type { Verdict } from '../load/invariants/judgement.ts';
import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { formatValue } from './format.ts';
import { type JUnitCase, type JUnitSuite, junitXml } from './junit.ts';
import { comparedText } from './load-baseline.ts';
import { loadVerdicts } from './load-sections.ts';

function invariantCase(
  { name, verdict, examples }: Verdict,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): JUnitCase {
  const base = { name: say(language, `invariant.${name}`) };
  if (verdict === 'held') return base;
  if (verdict !== 'broken') return { ...base, skipped: say(language, `judge.verdict.${verdict}`) };
  const failure = examples.flatMap((violation) => [
    say(language, violation.message),
    ...proofOf(violation, (line) => lines.get(line)).map((record) => `  ${JSON.stringify(record)}`),
  ]);
  return { ...base, failure };
}

function suitesOf(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): JUnitSuite[] {
  const { judgement, targets, validity, interrupted, lost } = result;
  const bounds = targets.map(({ target, verdict, measure }): JUnitCase => {
    const measured = measure ? formatValue(measure, language) : say(language, 'github.nothing');
    const failure = [`${say(language, `verdict.${verdict}`)}: ${measured}`];
    return { name: target.text, ...(verdict !== 'met' && { failure }) };
  });
  const invalid = validity.reasons.map((reason) => say(language, `load.invalid.${reason}`));
  const broken = interrupted ? [say(language, 'load.interrupted')] : [];
  if (lost !== null)
    broken.push(say(language, { key: 'load.lost', values: { target: lost.target, at: lost.at.toFixed(0) } }));
  const measures = result.comparison?.measures ?? [];
  const compared = measures.map((one): JUnitCase => {
    const text = comparedText(one, language);
    if (one.change === 'undecided') return { name: one.measure, skipped: text };
    return { name: one.measure, ...(one.change === 'worse' && { failure: [text] }) };
  });
  return [
    { name: 'invariants', cases: judgement.verdicts.map((verdict) => invariantCase(verdict, lines, language)) },
    { name: 'targets', cases: bounds },
    {
      name: 'generator',
      cases: [
        { name: say(language, 'load.junit.valid'), ...(invalid.length > 0 && { failure: invalid }) },
        { name: say(language, 'load.junit.whole'), ...(broken.length > 0 && { failure: broken }) },
      ],
    },
    ...(measures.length > 0 ? [{ name: 'baseline', cases: compared }] : []),
  ];
}

/**
 * JUnit XML: one suite for the invariants, a violation with the records that prove it, one for the targets, one for the
 * generator itself, and one for the comparison with an earlier load, if there is one.
 */
export function loadJUnit(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): string {
  const { name, seed, hash, backend, version, startedAt } = result.manifest;
  return junitXml({
    package: 'gridbeat.load',
    startedAt,
    seconds: result.measured,
    properties: { scenario: name, seed, hash, backend, version },
    about: loadVerdicts(result, language),
    suites: suitesOf(result, lines, language),
  });
}
