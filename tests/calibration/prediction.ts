import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planOfCheck } from '../../src/calibration/check/plan.ts';
import { type Check, checkCounts } from '../../src/calibration/check/predict.ts';
import { rehearse } from '../../src/calibration/check/rehearse.ts';
import { fragmentOf } from '../../src/calibration/fragment.ts';
import { loadMap } from '../../src/calibration/map/load.ts';
import { studyFile } from '../../src/calibration/study-file.ts';
import type { City } from '../../src/city/city.ts';
import { loadCity } from '../../src/city/load.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { exactly, kind, setting, team } from '../port/setting.ts';
import { writtenLog } from './written-log.ts';

const BASE = fileURLToPath(new URL('../../scenarios/lanwan.yaml', import.meta.url));
const DISPERSION = { daily: 2.3, hourly: 1.2 };
const HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 6, 6, 7, 7, 7, 6, 5, 4, 3, 2, 1, 1];

/** Who wrote a log, and what it is calibrated with. */
interface Case {
  readonly truth: (seed: number, days: number) => Promise<{ scenario: Scenario; city: City }>;
  readonly names: readonly string[];
  readonly map: string;
  /** Changes of the base and of what is learnt upon it. */
  readonly set: readonly string[];
}

/** Kinds that are reported as they occur. */
const PLAIN: Case = {
  names: ['garbage', 'noise', 'lights'],
  map: 'categories: {garbage: garbage, noise: noise, lights: lights}\ntemplate: exposedGarbage\n',
  set: ['patrol.enabled=false'],
  truth: async (seed, days) => ({
    city: tinyCity({ units: 1 }),
    scenario: setting((s) => {
      s.seed = `prediction-${seed}`;
      s.horizon.days = days;
      s.incidents.dispersion = DISPERSION;
      s.incidents.hourProfiles.day = HOURS;
      s.incidents.weekdayProfiles.week = [1.2, 1.1, 1, 1, 1, 0.9, 0.8];
      s.staffing.teams.crews = team({ number: 40 });
      for (const [i, name] of PLAIN.names.entries()) {
        const changes = { class: 'one', perDay: 9 - i, hours: 'day', weekdays: 'week', settle: [0, 0, 1, 0, 0] };
        s.incidents.kinds[name] = kind({ ...changes, lag: { share: 0, hours: exactly(0) } });
      }
    }),
  }),
};

/** Kinds of the base that patrols find, or nobody. */
const PATROLLED: Case = {
  names: ['exposedGarbage', 'piledGoods'],
  map: 'categories: {exposedGarbage: exposedGarbage, piledGoods: piledGoods}\n',
  set: [],
  async truth(seed, days) {
    const { scenario } = await loadScenario(BASE, { set: [`seed=truth-${seed}`, `horizon.days=${days}`] });
    const { name, seed: citySeed, folder } = scenario.city;
    for (const [id, own] of Object.entries(scenario.incidents.kinds))
      own.perDay = PATROLLED.names.includes(id) ? own.perDay * 20 : 0;
    scenario.incidents.dispersion = DISPERSION;
    return { scenario, city: await loadCity(name, citySeed, { folder }) };
  },
};

export const CASES = { plain: PLAIN, patrolled: PATROLLED } as const;

/** A log of so many days that the simulator wrote; its last fifth predicted from the days before. */
export async function predicted(own: Case, seed: number, days: number): Promise<Omit<Check, 'closure'>> {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
  const [file, mapFile, scenarioFile] = ['log.csv', 'map.yaml', 'scenario.yaml'].map((name) => join(folder, name));
  try {
    const { scenario: truth, city } = await own.truth(seed, days);
    await writtenLog(truth, city, file);
    const columns = 'time: {zone: Asia/Shanghai, dates: yearFirst}\ncolumns: {opened: opened, category: category}\n';
    writeFileSync(mapFile, `${columns}others: none\n${own.map}`);
    const { map } = await loadMap(mapFile);
    const pilotDays = ['horizon.warmupDays=7', 'horizon.days=100'];
    const { scenario: base } = await loadScenario(BASE, { set: [...own.set, ...pilotDays] });
    const { outcome } = await studyFile({ logFile: file, mapFile, base, mostBad: 0.05, heldOut: 0.2 }, () => {});
    if ('problems' in outcome || outcome.study.held === undefined) throw new Error('the log says too little');
    const { held } = outcome.study;
    const known = own.names.filter((name) => base.incidents.kinds[name] !== undefined);
    const pilot = await rehearse({ scenario: base, city, kinds: known, replications: 1 }, () => {});
    const reportedShare = new Map(known.map((name) => [name, pilot.kinds[name].reported / pilot.kinds[name].occurred]));
    const source = { learnt: held.learnt, map, base, extendsPath: BASE, logName: 'log', name: 'held-out' };
    writeFileSync(scenarioFile, fragmentOf({ ...source, reportedShare }));
    const { set, replications } = planOfCheck(held, map.time.zone);
    const { scenario } = await loadScenario(scenarioFile, { set: [...set, ...own.set] });
    const rehearsal = await rehearse({ scenario, city, kinds: own.names, replications }, () => {});
    return checkCounts(held.observed, held.range.from, rehearsal, held.learnt);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
