import { escaped } from './markup.ts';

export interface JUnitCase {
  readonly name: string;
  /** Why it failed: its first line says it in short. */
  readonly failure?: readonly string[];
  /** Why nothing can be said. */
  readonly skipped?: string;
}

export interface JUnitSuite {
  readonly name: string;
  readonly cases: readonly JUnitCase[];
}

/** What the suites of one file have in common. */
export interface JUnitFile {
  /** Stands before the suites' names, e.g. `gridbeat.load`. */
  readonly package: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string>>;
  /** Lines for whoever reads it. */
  readonly about: readonly string[];
  readonly suites: readonly JUnitSuite[];
}

/** JUnit XML as Ant's schema has it (https://github.com/windyroad/JUnit-Schema). */
export function junitXml(file: JUnitFile): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...file.suites.flatMap((suite, id) => suiteXml(suite, id, file)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteXml({ name, cases }: JUnitSuite, id: number, file: JUnitFile): string[] {
  const failures = cases.filter(({ failure }) => failure !== undefined).length;
  const skipped = cases.filter((each) => each.skipped !== undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  // The schema knows no time zone: it is UTC.
  const timestamp = file.startedAt.slice(0, 19);
  const about = id === 0 ? file.about.map(escaped).join('\n') : '';
  return [
    `  <testsuite id="${id}" package="${file.package}" name="${name}" hostname="localhost" timestamp="${timestamp}" ${counts} time="${file.seconds.toFixed(3)}">`,
    '    <properties>',
    ...Object.entries(file.properties).map(
      ([key, value]) => `      <property name="${key}" value="${escaped(value)}"/>`,
    ),
    '    </properties>',
    ...cases.map((each) => caseXml(`${file.package}.${name}`, name, each)),
    `    <system-out>${about}</system-out>`,
    '    <system-err/>',
    '  </testsuite>',
  ];
}

function caseXml(className: string, suite: string, { name, failure, skipped }: JUnitCase): string {
  const head = `    <testcase classname="${className}" name="${escaped(name)}" time="0"`;
  if (failure !== undefined)
    return `${head}><failure type="${suite}" message="${escaped(failure[0] ?? '')}">${failure.map(escaped).join('\n')}</failure></testcase>`;
  return skipped === undefined ? `${head}/>` : `${head}><skipped message="${escaped(skipped)}"/></testcase>`;
}
