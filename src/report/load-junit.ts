import type { HistoryRecord } from '../load/history/record.ts';
import { proofOf } from '../load/invariants/evidence.ts';
import type { Verdict } from '../load/invariants/judge.ts';
import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { formatValue } from './format.ts';
import { loadVerdicts } from './load-sections.ts';
import { escaped } from './markup.ts';

interface Case {
  readonly name: string;
  /** Why it failed: its first line says it in short. */
  readonly failure?: readonly string[];
  /** Why nothing can be said. */
  readonly skipped?: string;
}

interface Suite {
  readonly name: 'invariants' | 'targets' | 'generator';
  readonly cases: readonly Case[];
}

function invariantCase(
  { name, verdict, examples }: Verdict,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): Case {
  const base = { name: say(language, `invariant.${name}`) };
  if (verdict === 'held') return base;
  if (verdict !== 'broken') return { ...base, skipped: say(language, `judge.verdict.${verdict}`) };
  const failure = examples.flatMap((violation) => [
    say(language, violation.message),
    ...proofOf(violation, (line) => lines.get(line)).map((record) => `  ${JSON.stringify(record)}`),
  ]);
  return { ...base, failure };
}

function suitesOf(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): Suite[] {
  const { judgement, targets, validity, interrupted, lost } = result;
  const bounds = targets.map(({ target, verdict, measure }): Case => {
    const measured = measure ? formatValue(measure, language) : say(language, 'github.nothing');
    const failure = [`${say(language, `verdict.${verdict}`)}: ${measured}`];
    return { name: target.text, ...(verdict !== 'met' && { failure }) };
  });
  const invalid = validity.reasons.map((reason) => say(language, `load.invalid.${reason}`));
  const broken = interrupted ? [say(language, 'load.interrupted')] : [];
  if (lost !== null)
    broken.push(say(language, { key: 'load.lost', values: { target: lost.target, at: lost.at.toFixed(0) } }));
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
  ];
}

const seconds = (result: LoadResult): string => result.measured.toFixed(3);

function caseXml(suite: Suite['name'], { name, failure, skipped }: Case): string {
  const head = `    <testcase classname="gridbeat.load.${suite}" name="${escaped(name)}" time="0"`;
  if (failure !== undefined)
    return `${head}><failure type="${suite}" message="${escaped(failure[0] ?? '')}">${failure.map(escaped).join('\n')}</failure></testcase>`;
  return skipped === undefined ? `${head}/>` : `${head}><skipped message="${escaped(skipped)}"/></testcase>`;
}

function suiteXml({ name, cases }: Suite, id: number, result: LoadResult, language: Language): string[] {
  const { manifest } = result;
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  // The schema knows no time zone: it is UTC.
  const timestamp = manifest.startedAt.slice(0, 19);
  const known = { scenario: manifest.name, seed: manifest.seed, hash: manifest.hash, backend: manifest.backend };
  const properties = Object.entries({ ...known, version: manifest.version });
  const about = id === 0 ? loadVerdicts(result, language).map(escaped).join('\n') : '';
  return [
    `  <testsuite id="${id}" package="gridbeat.load" name="${name}" hostname="localhost" timestamp="${timestamp}" ${counts} time="${seconds(result)}">`,
    '    <properties>',
    ...properties.map(([key, value]) => `      <property name="${key}" value="${escaped(value)}"/>`),
    '    </properties>',
    ...cases.map((each) => caseXml(name, each)),
    `    <system-out>${about}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ];
}

/**
 * JUnit XML as Ant's schema has it (https://github.com/windyroad/JUnit-Schema): one suite for the invariants, a violation
 * with the records that prove it, one for the targets, and one for the generator itself.
 */
export function loadJUnit(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): string {
  const suites = suitesOf(result, lines, language);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...suites.flatMap((suite, id) => suiteXml(suite, id, result, language)),
    '</testsuites>',
    '',
  ].join('\n');
}
