import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { MessageKey } from '../../src/locales/index.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import { formatProblem } from '../../src/scenario/problem.ts';
import { folderWith, loadExtending, problemsOf, STORM, YANGZHOU } from './scratch.ts';

/** The key that each path's problem has. */
async function keysByPath(text: string): Promise<Record<string, MessageKey>> {
  const problems = await problemsOf(loadExtending(text));
  return Object.fromEntries(problems.map(({ path, message }) => [path, message.key]));
}

describe('a broken scenario', () => {
  test('tells all its mistakes at once, each with its place, what was found and what was expected', async () => {
    const problems = await problemsOf(
      loadExtending('staffing:\n  gridWorkerz: 3\npatrol:\n  roundsPerDay: -1\nhorizon: {days: "x"}\n', [
        'seed=[1]',
        'foo=1',
      ]),
    );
    const lines = problems.map((problem) => formatProblem(problem, 'en'));
    const line = (name: string) => lines.find((text) => text.includes(name)) ?? '';
    expect(lines).toHaveLength(5);
    expect(line('gridWorkerz')).toMatch(
      /mine\.yaml:3:3 staffing\.gridWorkerz: unknown key.*did you mean gridWorkers\?/,
    );
    expect(line('roundsPerDay')).toMatch(/mine\.yaml:5:3 .*found -1.*at least 0/);
    expect(line('horizon.days')).toMatch(/mine\.yaml:6:11 .*found "x".*a number/);
    expect(line('--set seed')).toMatch(/a text or a number/);
    expect(line('--set foo')).toMatch(/unknown key/);
  });

  test('a value in the place of a map is told as it stands, whatever an option sets below it', async () => {
    const lines = async (set: string[]) =>
      (await problemsOf(loadExtending('horizon: 7\n', set))).map((problem) =>
        formatProblem(problem, 'en').replace(/^.*mine/, 'mine'),
      );
    const [alone] = await lines([]);
    expect(alone).toMatch(/mine\.yaml:2:1 horizon: wrong value; found 7; expected a map/);
    expect(await lines(['horizon.days=1'])).toEqual([alone]);
  });

  test('a time that is none is the only mistake of its stretch', async () => {
    const windows = '[{from: "25:00", to: "11:30"}, {from: "14:30", to: "13:30"}]';
    expect(await keysByPath(`patrol: {windows: ${windows}}`)).toEqual({
      'patrol.windows.0.from': 'scenario.wrongValue',
      'patrol.windows.1.to': 'scenario.endBeforeStart',
    });
  });

  test.each<[string, string, MessageKey]>([
    ['patrol: {windows: [{from: "11:00", to: "09:00"}]}', 'patrol.windows.0.to', 'scenario.endBeforeStart'],
    ['patrol: {day: {from: "25:00", to: "26:00"}}', 'patrol.day.from', 'scenario.wrongValue'],
    [
      'limits: {workingHours: [{from: "08:00", to: "12:00"}, {from: "11:00", to: "13:00"}]}',
      'limits.workingHours.1.from',
      'scenario.overlap',
    ],
    ['limits: {workingDays: [1, 1]}', 'limits.workingDays', 'scenario.dayTwice'],
    ['incidents: {kinds: {vendors: {perDay: -3}}}', 'incidents.kinds.vendors.perDay', 'scenario.wrongValue'],
    ['incidents: {kinds: {vendors: {perDay: .inf}}}', 'incidents.kinds.vendors.perDay', 'scenario.wrongValue'],
    ['incidents: {kinds: {vendors: {perDay: null}}}', 'incidents.kinds.vendors.perDay', 'scenario.missing'],
    [
      'incidents: {kinds: {vendors: {severity: [0.5, 0.4, 0, 0]}}}',
      'incidents.kinds.vendors.severity',
      'scenario.sharesSum',
    ],
    ['incidents: {kinds: {vendors: {hours: stret}}}', 'incidents.kinds.vendors.hours', 'scenario.unknownProfile'],
    ['incidents: {kinds: {vendors: {matter: streetOrdr}}}', 'incidents.kinds.vendors.matter', 'scenario.unknownMatter'],
    [
      'incidents: {kinds: {vendors: {limits: {close: {hours: 1, clock: working}}}}}',
      'incidents.kinds.vendors.limits.close.hours',
      'scenario.closeBeforeHandle',
    ],
    ['incidents: {kinds: {exposedGarbag: {perDay: 3}}}', 'incidents.kinds.exposedGarbag', 'scenario.unknownName'],
    ['incidents: {hourProfiles: {even: [1, 2]}}', 'incidents.hourProfiles.even', 'scenario.wrongValue'],
    [
      `incidents: {weekdayProfiles: {even: [${'0, '.repeat(7)}]}}`,
      'incidents.weekdayProfiles.even',
      'scenario.allZero',
    ],
    [
      'staffing: {teams: {townDuty: {matters: [appearence]}}}',
      'staffing.teams.townDuty.matters.0',
      'scenario.unusedMatter',
    ],
    ['staffing: {teams: {cityPolice: null}}', 'incidents.kinds.carMoving.settle', 'scenario.noTeam'],
    [
      'staffing: {liaisons: {acceptMinutes: {dist: lognorml, median: 3}}}',
      'staffing.liaisons.acceptMinutes.dist',
      'scenario.wrongValue',
    ],
    ['horizon: {timezone: Mars/Olympus}', 'horizon.timezone', 'scenario.wrongValue'],
    ['horizon: {start: 2022-02-30}', 'horizon.start', 'scenario.wrongValue'],
    ['targets: ["faster please"]', 'targets.0', 'scenario.badTarget'],
    ['name: ../../etc', 'name', 'scenario.wrongValue'],
  ])('%s', async (text, path, key) => {
    expect(await keysByPath(text)).toHaveProperty([path], key);
  });

  test('a surge must start in the measured window and name what there is', async () => {
    const surge = 'name: {en: a, zh: b}, hours: 3, from: {day: 7, hour: 0}, factors: {roadFloding: 2, sudden: 3}';
    expect(await keysByPath(`incidents: {surges: [{${surge}}]}`)).toEqual({
      'incidents.surges.0.factors.roadFloding': 'scenario.unknownKindOrClass',
      'incidents.surges.0.from': 'scenario.surgeOutside',
    });
  });

  test('is told in Chinese as well, without anything that could move the cursor or turn the line round', async () => {
    const folder = await folderWith({ 'evil.yaml': `extends: ${YANGZHOU}\n"\\e[2J\\u202Eabc": "\\e]0;x\\a"\n` });
    const [problem] = await problemsOf(loadScenario(join(folder, 'evil.yaml')));
    expect(problem).toBeDefined();
    if (problem === undefined) return;
    expect(formatProblem(problem, 'zh')).toContain('未知的键');
    for (const language of ['en', 'zh'] as const)
      expect(formatProblem(problem, language)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('a file that is no scenario', () => {
  const bomb =
    'a: &a [x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\n';
  test.each<[string, string | Uint8Array, MessageKey]>([
    ['empty', '', 'scenario.notAMap'],
    ['a list', '- 1\n- 2\n', 'scenario.notAMap'],
    ['not YAML', 'a: [1, 2\nb: "\n', 'scenario.notYaml'],
    ['a key twice', 'a: 1\na: 2\n', 'scenario.keyTwice'],
    ['bytes', randomBytes(100_000), 'scenario.notText'],
    ['too large', ' '.repeat(2_000_001), 'scenario.tooLarge'],
    ['nested without end', '['.repeat(20_000), 'scenario.tooDeep'],
    ['an alias of itself', 'a: &a [*a, *a]\n', 'scenario.tooDeep'],
    ['an alias bomb', bomb, 'scenario.tooManyAliases'],
    ['a way into prototypes', '__proto__: {polluted: 1}\n', 'scenario.forbiddenKey'],
    ['extending the network', 'extends: https://example.org/a.yaml\n', 'scenario.badReference'],
    ['extending itself', 'extends: ./bad.yaml\n', 'scenario.extendsCycle'],
    ['extending what is not there', 'extends: gone.yaml\n', 'scenario.fileMissing'],
  ])('%s', async (_name, content, key) => {
    const folder = await folderWith({ 'bad.yaml': content });
    const problems = await problemsOf(loadScenario(join(folder, 'bad.yaml')));
    expect(problems.map(({ message }) => message.key)).toContain(key);
    expect({}).not.toHaveProperty('polluted');
  });

  test('one mistake is told once, though much hangs on it', async () => {
    expect(await problemsOf(loadScenario(YANGZHOU, { set: ['staffing=1'] }))).toMatchObject([{ path: 'staffing' }]);
    expect(await problemsOf(loadScenario(STORM, { set: ['horizon.days=2'] }))).toMatchObject([
      { message: { key: 'scenario.surgeOutside' }, expected: { values: { days: 3 } } },
    ]);
  });

  test('what names a missing file is shown, in the file that names it', async () => {
    const folder = await folderWith({
      'child.yaml': 'title: {en: a, zh: b}\nextends: gone.yaml\n',
      'other.yaml': `extends: ${YANGZHOU}\nincidents: {catalogue: lost.yaml}\n`,
    });
    expect(await problemsOf(loadScenario(join(folder, 'child.yaml')))).toMatchObject([
      { where: expect.stringMatching(/child\.yaml:2:1$/), path: 'extends', found: '"gone.yaml"' },
    ]);
    expect(await problemsOf(loadScenario(join(folder, 'other.yaml')))).toMatchObject([
      { where: expect.stringMatching(/other\.yaml:2:/), path: 'incidents.catalogue', found: '"lost.yaml"' },
    ]);
  });

  test('a missing file and a folder', async () => {
    expect(await problemsOf(loadScenario('/nowhere/at-all.yaml'))).toMatchObject([
      { message: { key: 'scenario.fileMissing' } },
    ]);
    expect(await problemsOf(loadScenario('scenarios'))).toMatchObject([{ message: { key: 'scenario.notAFile' } }]);
  });

  test('many errors of syntax are counted, not all printed', async () => {
    const folder = await folderWith({ 'bad.yaml': '- a\n- "b" c\n'.repeat(100) });
    const problems = await problemsOf(loadScenario(join(folder, 'bad.yaml')));
    expect(problems.length).toBeLessThanOrEqual(11);
    expect(problems.at(-1)?.message.key).toBe('scenario.moreErrors');
  });

  test('thirty thousand unknown keys take no longer than reading them', async () => {
    const text = Array.from({ length: 30_000 }, (_, index) => `k${index}: 1\n`).join('');
    const folder = await folderWith({ 'bad.yaml': text });
    const problems = await problemsOf(loadScenario(join(folder, 'bad.yaml')));
    expect(problems.length).toBeGreaterThan(100);
    expect(problems.length).toBeLessThan(1000);
  }, 20_000);

  test('a bad catalogue is told by itself', async () => {
    const folder = await folderWith({ 'kinds.yaml': 'kindz: {}\n' });
    const problems = await problemsOf(
      loadScenario(YANGZHOU, { set: [`incidents.catalogue=${join(folder, 'kinds.yaml')}`] }),
    );
    expect(problems).toMatchObject([{ path: 'kindz', suggestion: { values: { name: 'kinds' } } }]);
  });
});
