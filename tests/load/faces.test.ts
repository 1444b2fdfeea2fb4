import { readFileSync, writeFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ended, Workplace } from '../cli/gridbeat.ts';
import { type Served, serve } from './served.ts';

/** One load of a server that loses reports, as a GitHub workflow would run it. */
const place = new Workplace();
const summary = place.path('summary.md');
const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
let served: Served;
let ended: Ended;
const read = (name: string) => readFileSync(place.path('lost', name), 'utf8');

beforeAll(async () => {
  served = await serve(['--scenario', 'lanwan', '--fault', 'lose:0.3', '--fault', '5xx:5%']);
  writeFileSync(summary, 'what another step wrote\n');
  const stretch = ['--from', 'D+0H+9', '--speed', '600', '--duration', '3s', '--drain', '0s'];
  const scale = ['--set', 'incidents.scale=2'];
  const targets = ['--target', 'op.report.response.p99 < 1min', '--target', 'op.report.response.p50 < 1ms'];
  const args = ['load', 'lanwan', '--backend', served.url, ...stretch, ...scale, ...targets];
  ended = await place.gridbeat([...args, '--json', '--out', place.path('lost')], { env });
}, 60_000);
afterAll(async () => {
  await served.stop();
  place.remove();
});

interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@skipped': string;
  readonly testcase: readonly Record<string, unknown>[];
}

describe('what a load leaves behind', () => {
  test('in a workflow: annotations on stderr, JSON alone on stdout, a summary after those of others', () => {
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout).targets.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'met',
      'missed',
    ]);
    const commands = ended.stderr.split('\n').filter((line) => line.startsWith('::'));
    expect(
      commands.some((line) => /^::error title=Invariant broken \(\d+\)%3A no acknowledged report lost::/.test(line)),
    ).toBe(true);
    expect(
      commands.filter((line) => line.startsWith('::error title=Target missed%3A op.report.response.p50')).length,
    ).toBe(1);
    const text = readFileSync(summary, 'utf8');
    expect(text.startsWith('what another step wrote\n')).toBe(true);
    expect(text).toMatch(/\| no acknowledged report lost \| broken \| \d+ \| \d+ \|/);
  });

  test('judging its history again says the same to a workflow, and nothing to anybody else', async () => {
    const args = ['judge', place.path('lost', 'history.ndjson')];
    const [there, asked, here] = await Promise.all([
      place.gridbeat(args, { env: { GITHUB_ACTIONS: 'true' } }),
      place.gridbeat([...args, '--github', '--json']),
      place.gridbeat(args),
    ]);
    expect(there.stderr).toContain('::error title=Invariant broken');
    expect(asked.stderr).toBe(there.stderr);
    expect(JSON.parse(asked.stdout).whole).toBe(true);
    expect(here.stderr).toBe('');
    expect([there.code, asked.code, here.code]).toEqual([3, 3, 3]);
  });

  test('JUnit: suites whose counts agree with their cases, and the proof of a violation', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      isArray: (name) => name === 'testcase',
    });
    const suites: Suite[] = parser.parse(read('junit.xml')).testsuites.testsuite;
    expect(suites.map((suite) => suite['@name'])).toEqual(['invariants', 'targets', 'generator']);
    for (const suite of suites) {
      const having = (part: string) => suite.testcase.filter((each) => part in each).length;
      expect([suite['@tests'], suite['@failures'], suite['@skipped']].map(Number)).toEqual([
        suite.testcase.length,
        having('failure'),
        having('skipped'),
      ]);
    }
    const [lost] = suites[0].testcase as { '@name': string; failure: { '#text': string } }[];
    expect(lost['@name']).toBe('no acknowledged report lost');
    expect(lost.failure['#text']).toContain('\n  {"t":"invoke"');
  });

  test('HTML: rates, both latencies, a histogram, invariants with proofs, the generator; nothing from elsewhere', () => {
    const page = read('report.html');
    for (const heading of ['Operations a second', 'Latency of each second, ms', 'Latencies of the measured time'])
      expect(page).toMatch(new RegExp(`<h2>${heading}[^<]*</h2><div>[^]*?<path d="M`));
    expect(page).toContain('<h2>Invariants</h2>');
    expect(page).toContain('&quot;t&quot;:&quot;invoke&quot;');
    expect(page).toContain('<h2>The generator itself</h2>');
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(page).not.toMatch(/<script|src=|href=/);
  });
});
