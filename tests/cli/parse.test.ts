import { describe, expect, test } from 'vitest';
import { commandsFor, GROUPS } from '../../src/cli/commands.ts';
import { parse } from '../../src/cli/parse.ts';
import { readRunOptions } from '../../src/cli/run-options.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { formatProblem } from '../../src/scenario/problem.ts';

const read = async (args: readonly string[]) => parse(args, await commandsFor(args), GROUPS, 'en', '1.2.3');

/** What a user is told about a command line; empty where it can be followed. */
async function told(args: readonly string[]): Promise<string[]> {
  try {
    const parsed = await read(args);
    if (parsed?.command.words[0] === 'run') readRunOptions(parsed.args);
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems.map((problem) => formatProblem(problem, 'en'));
    throw error;
  }
}

describe('what cannot be followed is told with the nearest thing that can', () => {
  test.each([
    [['rnu'], /rnu: .*did you mean run\?/],
    [['city', 'shw'], /city shw: .*did you mean city show\?/],
    [['city'], /city: .*city build, city show/],
    [['my.yaml'], /my.yaml: .*did you mean run my.yaml\?/],
    [['lanwan'], /lanwan: .*did you mean run lanwan\?/],
    [['runn', 'lanwan'], /runn lanwan: .*did you mean run\?/],
    [['city', 'shw', 'lanwan'], /city shw lanwan: .*did you mean city show\?/],
    [['run', '--json=yes'], /--json: takes no value; found "yes"/],
    [['run', '--help=x'], /--help: takes no value/],
    [['--version=x'], /--version: takes no value/],
    [['run', '--thread', '2'], /--thread: .*did you mean --threads\?/],
    [['run', '-q'], /-q: there is no such option/],
    [['run', 'yangzhou', 'storm'], /storm: .*no meaning here/],
    [['run', '--days'], /--days: takes a value, and none follows/],
    [['run', '--days', '1', '--days', '2'], /--days: given more than once/],
    [['run', '--threads', '0'], /--threads: .*found "0".*from 1 to/],
    [['run', '--threads', '1.5'], /--threads: .*found "1.5"/],
    [['run', '--threads', '1e9'], /--threads: .*found "1e9"/],
    [['run', '--precision', '0'], /--precision: .*above 0/],
    [['run', '--precision', '5%', '--replications', '3'], /--precision: either this or --replications/],
    [['run', '--backend', 'ftp://localhost'], /--backend: .*embedded:nearestFree/],
    [['run', '--target', 'dispatch.p9 < 4h'], /--target: .*did you mean dispatch.p90\?/],
    [['run', '--target', 'dispatch.p90 < 4%'], /--target: .*another kind of unit/],
    [['run', '--target', 'rate.filing < 4h'], /--target: .*another kind of unit/],
    [['run', '--target', 'dispatch.p90'], /--target: not a target/],
    [['run', '--target', 'rate.filing > 98.5'], /--target: .*between 0 and 100 %.*did you mean rate.filing > 98.5%\?/],
    [['run', '--target', 'rate.filing >= 150%'], /--target: .*between 0 and 100 %/],
    [['run', '--target', 'fairness.dispatch < 1.5'], /--target: this measure lies between 0 and 1; found "[^"]*"$/],
    [['run', '--target', 'dispatch.p90 < -4h'], /--target: no measure is below 0/],
    [['run', '--lang', 'fr'], /--lang: .*one of en, zh/],
    [['--lang', 'fr'], /--lang: .*one of en, zh/],
    [['city', 'show', '--set', 'seed=1'], /--set: there is no such option/],
  ])('%j', async (args, expected) => {
    const problems = await told(args);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test('everything that is wrong with the options is told at once', async () => {
    const args = ['run', '--threads', '0', '--precision', '7', '--backend', 'x', '--target', 'y', '--target', 'z<1'];
    expect(await told(args)).toHaveLength(5);
  });
});

describe('what can be followed', () => {
  test('every example of the help can', async () => {
    for (const { examples } of await commandsFor([])) {
      for (const [example] of examples) {
        const shellWords = (example.split(/ [|>] /)[0] ?? '').match(/"[^"]*"|\S+/g) ?? [];
        const args = shellWords.map((word) => word.replaceAll('"', '')).filter((word) => word !== '--help');
        expect(await told(args), example).toEqual([]);
      }
    }
  });

  test('options may stand before and after what they belong to, and repeat where that makes sense', async () => {
    const parsed = await read(['--json', 'run', '--set', 'a=1', 'storm', '--set', 'b.c=[1, 2]', '--no-color']);
    expect(parsed?.command.words).toEqual(['run']);
    expect(parsed?.args).toMatchObject({ scenario: 'storm', set: ['a=1', 'b.c=[1, 2]'], json: true, 'no-color': true });
  });

  test('the shorthands are patches after those of --set, and a seed stays the text that it is', async () => {
    const args = ['run', '--seed', '007', '--days', '3', '--set', 'seed=x', '--warmup', '0', '--replications', '9'];
    expect(readRunOptions((await read(args))?.args ?? {}).patches).toEqual([
      'seed=x',
      { text: 'horizon.replications=9', option: '--replications' },
      { text: 'horizon.days=3', option: '--days' },
      { text: 'horizon.warmupDays=0', option: '--warmup' },
      { text: 'seed="007"', option: '--seed' },
    ]);
  });

  test('a precision may be a share or a percentage', async () => {
    expect(readRunOptions({ precision: '5%' }).precision).toBe(0.05);
    expect(readRunOptions({ precision: '.02' }).precision).toBe(0.02);
  });
});
