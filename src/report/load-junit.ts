import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { escaped } from './markup.ts';

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly failure?: string | undefined;
  readonly skipped?: boolean;
}

function casesOf({ judgement, targets, validity }: LoadResult, language: Language): Case[] {
  const invariants = judgement.verdicts.map(({ name, verdict, violations, examples }) => ({
    suite: 'invariants',
    name: say(language, `invariant.${name}`),
    skipped: verdict === 'none' || verdict === 'undecided',
    failure:
      violations > 0
        ? [`${violations}`, ...examples.map(({ message }) => say(language, message))].join('\n')
        : undefined,
  }));
  const bounds = targets.map(({ target, verdict, measure }) => ({
    suite: 'targets',
    name: target.text,
    failure: verdict === 'met' ? undefined : `${say(language, `verdict.${verdict}`)}: ${measure?.value ?? '-'}`,
  }));
  const own = {
    suite: 'generator',
    name: say(language, 'load.junit.valid'),
    failure: validity.valid
      ? undefined
      : validity.reasons.map((reason) => say(language, `load.invalid.${reason}`)).join('\n'),
  };
  return [...invariants, ...bounds, own];
}

/** JUnit XML: one test case for each invariant and each target, and one for the generator itself. */
export function loadJUnit(result: LoadResult, language: Language): string {
  const cases = casesOf(result, language);
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter(({ failure, skipped: isSkipped }) => failure === undefined && isSkipped).length;
  const counts = `tests="${cases.length}" failures="${failures}" skipped="${skipped}"`;
  const lines = cases.map(({ suite, name, failure, skipped: isSkipped }) => {
    const head = `    <testcase classname="gridbeat.load.${suite}" name="${escaped(name)}"`;
    if (failure !== undefined)
      return `${head}><failure message="${escaped(failure.split('\n')[0])}">${escaped(failure)}</failure></testcase>`;
    return isSkipped ? `${head}><skipped/></testcase>` : `${head}/>`;
  });
  const title = escaped(`gridbeat load ${result.manifest.name}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${title}" ${counts} time="${result.measured.toFixed(3)}">`,
    `  <testsuite name="${title}" ${counts} time="${result.measured.toFixed(3)}" timestamp="${result.manifest.startedAt}">`,
    ...lines,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
