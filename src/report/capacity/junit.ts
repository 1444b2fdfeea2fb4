import type { CapacityResult } from '../../load/capacity/find.ts';
import { type Language, say } from '../../locales/index.ts';
import { type JUnitCase, junitXml } from '../junit.ts';
import { multipleText } from './page.ts';
import { brokenText, capacityNotes, capacitySentence } from './sentence.ts';

/**
 * JUnit XML: one test case for the scenario's own incidents (does the backend hold them?) and one for the invariants in all
 * trials. Trials beyond the capacity are no failures: they are how it is found.
 */
export function capacityJUnit(result: CapacityResult, language: Language): string {
  const { trials, holds, first, startedAt, endedAt, hash } = result;
  const { name, title, seed, backend, version } = first.manifest;
  const sentence = capacitySentence(result, language);
  const violations = trials.flatMap(({ multiple, broken, folder }) =>
    broken
      .filter(({ invariants }) => invariants.length > 0)
      .map((one) => `${multipleText(multiple)} (${folder}): ${brokenText(one, language)}`),
  );
  const cases: JUnitCase[] = [
    {
      name: say(language, { key: 'capacity.junit.holds', values: { name: title[language] } }),
      ...((holds?.multiple ?? 0) < 1 && { failure: [sentence] }),
    },
    { name: say(language, 'capacity.junit.invariants'), ...(violations.length > 0 && { failure: violations }) },
  ];
  return junitXml({
    package: 'gridbeat.load',
    startedAt: startedAt.toISOString(),
    seconds: (endedAt.getTime() - startedAt.getTime()) / 1000,
    properties: { scenario: name, seed, hash, backend, version },
    about: [sentence, ...capacityNotes(result, language)],
    suites: [{ name: 'capacity', cases }],
  });
}
