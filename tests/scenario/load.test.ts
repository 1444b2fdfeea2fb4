import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadScenario } from '../../src/scenario/load.ts';
import { CATALOGUE, folderWith, loadExtending, problemsOf, STORM, YANGZHOU } from './scratch.ts';

describe('a scenario file', () => {
  test('the default is complete and takes its kinds from the catalogue', async () => {
    const { scenario, files } = await loadScenario(YANGZHOU);
    expect(files).toEqual([CATALOGUE, YANGZHOU]);
    expect(scenario.incidents.kinds.exposedGarbage?.channel).toBe('urban');
    expect(scenario.seed).toBe('yangzhou-2022');
  });

  test('the storm changes what it says and keeps the rest', async () => {
    const [{ scenario: storm }, { scenario: base }] = await Promise.all([loadScenario(STORM), loadScenario(YANGZHOU)]);
    expect(storm.incidents.surges.length).toBeGreaterThan(0);
    expect(storm.horizon.timezone).toBe(base.horizon.timezone);
    expect(storm.staffing).toEqual(base.staffing);
    expect(storm.incidents.kinds).toEqual(base.incidents.kinds);
  });

  test('the hash stands for the values, not for how and where they are written', async () => {
    const { scenario, hash } = await loadScenario(YANGZHOU);
    const data: Record<string, unknown> = parse(await readFile(YANGZHOU, 'utf8'));
    const turned = Object.fromEntries(Object.entries(data).reverse());
    turned.incidents = { ...scenario.incidents, catalogue: CATALOGUE };
    const folder = await folderWith({ 'other.yaml': stringify(turned) });
    expect((await loadScenario(join(folder, 'other.yaml'))).hash).toBe(hash);
    expect(hash).not.toBe((await loadScenario(YANGZHOU, { set: ['seed=b'] })).hash);
  });
});

describe('extends', () => {
  test('lays maps on one another and replaces lists', async () => {
    const { scenario } = await loadExtending('patrol: {windows: [{from: "09:00", to: "10:00"}], roundsPerDay: 1}\n');
    expect(scenario.patrol.windows).toEqual([{ from: '09:00', to: '10:00' }]);
    expect(scenario.patrol.roundsPerDay).toBe(1);
    expect(scenario.patrol.dwellMinutes).toBe((await loadScenario(YANGZHOU)).scenario.patrol.dwellMinutes);
  });

  test('goes over several files, each path relative to the file that names it', async () => {
    const folder = await folderWith({
      'a.yaml': `extends: ${YANGZHOU}\npatrol: {roundsPerDay: 3, coverRounds: 2}\n`,
      'b.yaml': 'extends: ./a.yaml\npatrol: {roundsPerDay: 4}\n',
    });
    const { scenario, files } = await loadScenario(join(folder, 'b.yaml'));
    expect([scenario.patrol.roundsPerDay, scenario.patrol.coverRounds]).toEqual([4, 2]);
    expect(files.slice(1)).toEqual([YANGZHOU, join(folder, 'a.yaml'), join(folder, 'b.yaml')]);
  });

  test('takes the plain name of a scenario that comes with Gridbeat, unless there is such a file', async () => {
    const folder = await folderWith({
      'mine.yaml': 'extends: storm\n',
      'other.yaml': 'extends: lanwan\n',
      lanwan: `extends: ${YANGZHOU}\npatrol: {roundsPerDay: 4}\n`,
      'no.yaml': 'extends: strom\n',
    });
    const { files } = await loadScenario(join(folder, 'mine.yaml'));
    expect(files.slice(1)).toEqual([YANGZHOU, STORM, join(folder, 'mine.yaml')]);
    expect((await loadScenario(join(folder, 'other.yaml'))).scenario.patrol.roundsPerDay).toBe(4);
    const [problem] = await problemsOf(loadScenario(join(folder, 'no.yaml')));
    expect(problem).toMatchObject({ path: 'extends', found: '"strom"' });
  });

  test('changes one field of a kind, and takes a kind away with null', async () => {
    const { scenario } = await loadExtending('incidents: {kinds: {vendors: {perDay: 7}, burning: null}}\n');
    expect(scenario.incidents.kinds.vendors?.perDay).toBe(7);
    expect(scenario.incidents.kinds.vendors?.matter).toBe('streetOrder');
    expect(scenario.incidents.kinds).not.toHaveProperty('burning');
  });

  test('a duration of another kind replaces the old one with its parameters; one parameter alone is changed', async () => {
    const { scenario } = await loadExtending(
      'staffing: {gridWorkers: {acceptMinutes: {dist: exponential, mean: 9}}, liaisons: {acceptMinutes: {median: 4}}}\n',
    );
    expect(scenario.staffing.gridWorkers.acceptMinutes).toEqual({ dist: 'exponential', mean: 9 });
    expect(scenario.staffing.liaisons.acceptMinutes).toMatchObject({ dist: 'lognormal', median: 4 });
  });
});

describe('--set', () => {
  test('patches any path, in order, and lists by index', async () => {
    const { scenario } = await loadExtending('', [
      'staffing.gridWorkers.perGrid=1.2',
      'incidents.kinds.exposedGarbage.perDay=90',
      'centres.township.operators[0].number=1',
      'centres.township.operators.1.number=3',
      'patrol={roundsPerDay: 5}',
      'patrol.roundsPerDay=6',
      'limits.workingDays=[1, 2]',
    ]);
    expect(scenario.staffing.gridWorkers.perGrid).toBe(1.2);
    expect(scenario.incidents.kinds.exposedGarbage?.perDay).toBe(90);
    expect(scenario.centres.township.operators.map(({ number }) => number)).toEqual([1, 3]);
    expect(scenario.patrol).toMatchObject({ roundsPerDay: 6, enabled: true });
    expect(scenario.limits.workingDays).toEqual([1, 2]);
  });

  test('takes a whole new kind', async () => {
    const { scenario: base } = await loadExtending('');
    const kind = JSON.stringify(base.incidents.kinds.vendors);
    const { scenario } = await loadExtending('', [`incidents.kinds.another=${kind}`]);
    expect(scenario.incidents.kinds.another).toEqual(base.incidents.kinds.vendors);
  });

  test('may name another catalogue', async () => {
    const folder = await folderWith({ 'mine.yaml': await readFile(CATALOGUE, 'utf8') });
    const { files } = await loadScenario(YANGZHOU, { set: [`incidents.catalogue=${join(folder, 'mine.yaml')}`] });
    expect(files[0]).toBe(join(folder, 'mine.yaml'));
  });

  test.each([
    ['staffing.gridWorkerz.perGrid=1', 'staffing.gridWorkerz', 'gridWorkers'],
    ['staffing.gridWorkers.perGird=1', 'staffing.gridWorkers.perGird', 'perGrid'],
    ['incidents.kinds.exposedGarbag.perDay=1', 'incidents.kinds.exposedGarbag', 'exposedGarbage'],
    ['staffing.teams.townDutty=3', 'staffing.teams.townDutty', 'townDuty'],
    ['centres.township.signSeconds.medain=3', 'centres.township.signSeconds.medain', 'median'],
  ])('%s: says what was meant', async (set, path, meant) => {
    const problems = await problemsOf(loadExtending('', [set]));
    expect(problems).toMatchObject([{ path, where: `--set ${set}`, suggestion: { values: { name: meant } } }]);
  });

  test.each([
    '__proto__.polluted=1',
    'constructor.prototype.polluted=1',
    'patrol.prototype=1',
    'patrol={__proto__: {polluted: 1}}',
    'patrol',
    '=1',
    'patrol..day=1',
    'patrol.enabled=[1',
    'patrol.enabled.deep=1',
    'centres.township.operators.9.number=1',
    'centres.township.operators.first.number=1',
    'extends=other.yaml',
    'patrol.roundsPerDay=-1',
    'horizon.days=many',
  ])('refuses %s', async (set) => {
    const problems = await problemsOf(loadExtending('', [set]));
    expect(problems).toMatchObject([{ where: `--set ${set}` }]);
    expect({}).not.toHaveProperty('polluted');
  });
});
