import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysCovered } from '../../src/calibration/counts/days.ts';
import type { Estimate } from '../../src/calibration/estimate.ts';
import { kindsOf } from '../../src/calibration/kinds.ts';
import { learn } from '../../src/calibration/learn.ts';
import { readLog } from '../../src/calibration/log/read.ts';
import { loadMap } from '../../src/calibration/map/load.ts';
import type { StageFit } from '../../src/calibration/stages/choose.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Duration, IncidentKind, Scenario } from '../../src/scenario/schema.ts';
import { exactly, kind, setting, team } from '../port/setting.ts';
import { writtenLog } from './written-log.ts';

const HOURS = [1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 6, 6, 7, 7, 7, 6, 5, 4, 3, 2, 1, 1];
const WEEKDAYS = [1.2, 1.1, 1, 1, 1, 0.9, 0.8];
const DISPERSION = { daily: 2.5, hourly: 1.4 };
const DAYS = 92;

const KINDS: Record<string, { perDay: number; effort: Duration; lag?: IncidentKind['lag'] }> = {
  garbage: { perDay: 40, effort: { dist: 'lognormal', median: 20, sigma: 0.6 } },
  noise: { perDay: 60, effort: { dist: 'gamma', mean: 30, shape: 2.5 } },
  lights: {
    perDay: 25,
    effort: { dist: 'weibull', scale: 25, shape: 1.6 },
    lag: { share: 0.2, hours: { dist: 'lognormal', median: 72, sigma: 0.5 } },
  },
};

function known(seed: number): Scenario {
  return setting((s) => {
    s.seed = `calibration-${seed}`;
    s.horizon.days = DAYS;
    s.incidents.dispersion = DISPERSION;
    s.incidents.hourProfiles.day = HOURS;
    s.incidents.weekdayProfiles.week = WEEKDAYS;
    s.staffing.teams.crews = team({ number: 40 });
    for (const [name, { perDay, effort, lag }] of Object.entries(KINDS)) {
      s.incidents.kinds[name] = kind({
        class: name,
        perDay,
        hours: 'day',
        weekdays: 'week',
        settle: [0, 0, 1, 0, 0],
        effortMinutes: effort,
        lag: lag ?? { share: 0, hours: exactly(0) },
      });
    }
  });
}

/** One of a scenario's own numbers and what calibration made of the log that this scenario wrote. */
export interface Compared {
  readonly what: string;
  readonly truth: number;
  readonly found: Estimate;
}

/** Everything that `calibrate` learns of one seed's log. */
export async function compared(seed: number): Promise<Compared[]> {
  const scenario = known(seed);
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
  const [file, mapFile] = [join(folder, 'log.csv'), join(folder, 'map.yaml')];
  try {
    await writtenLog(scenario, tinyCity(), file);
    const columns = 'opened dispatched arrived closed target category channel'.split(' ');
    const names = Object.keys(KINDS);
    writeFileSync(
      mapFile,
      `time: {zone: Asia/Shanghai, dates: yearFirst}
columns: {${columns.map((name) => `${name}: ${name}`).join(', ')}}
categories: {${names.map((name) => `${name}: ${name}`).join(', ')}}
`,
    );
    const loaded = await loadMap(mapFile);
    const log = await readLog(file, loaded);
    const learnt = learn(log, loaded.map, kindsOf(log, loaded.map, scenario), daysCovered(log.rows));
    const sum = HOURS.reduce((a, b) => a + b, 0);
    return [
      { what: 'daily dispersion', truth: DISPERSION.daily, found: learnt.dispersion.daily },
      { what: 'hourly dispersion', truth: DISPERSION.hourly, found: learnt.dispersion.hourly },
      ...learnt.kinds.flatMap(({ id, rate, work }) => [
        { what: `${id} a day`, truth: KINDS[id].perDay, found: rate.perDay },
        ...rate.hours.map((found, h) => ({ what: `${id} at ${h} h`, truth: HOURS[h] / sum, found })),
        ...(rate.weekdays ?? []).map((found, w) => ({ what: `${id} weekday ${w}`, truth: WEEKDAYS[w], found })),
        ...parameters(`${id} effort`, KINDS[id].effort, work?.effort, 60),
        ...lagOf(id, work),
      ]),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function lagOf(id: string, work: { lagShare: Estimate; lag: StageFit | undefined } | undefined): Compared[] {
  const { lag } = KINDS[id];
  if (lag === undefined || work === undefined) return [];
  return [
    { what: `${id} lag share`, truth: lag.share, found: work.lagShare },
    ...parameters(`${id} lag`, lag.hours, work.lag, 3600),
  ];
}

const SCALES = ['median', 'mean', 'scale'];

/** Every parameter must be there: a stage of which another family was thought the likeliest counts as not covered. */
function parameters(what: string, truth: Duration, fit: StageFit | undefined, unit: number): Compared[] {
  return Object.entries(truth).flatMap(([name, value]) => {
    if (typeof value !== 'number') return [];
    const found = fit?.parameters[name];
    if (found === undefined) throw new Error(`${what}: ${fit?.family ?? 'nothing'} in place of ${truth.dist}`);
    return [{ what: `${what} ${name}`, truth: SCALES.includes(name) ? value * unit : value, found }];
  });
}

/** The share of intervals that hold the truth, and the worst case in standard errors. */
export function covered(all: readonly Compared[]) {
  const inside = all.filter(({ truth, found }) => found.low <= truth && truth <= found.high);
  const off = ({ truth, found }: Compared) => Math.abs(found.value - truth) / found.se;
  const worst = all.reduce((a, b) => (off(b) > off(a) ? b : a));
  return { share: inside.length / all.length, worst: { what: worst.what, off: off(worst) }, number: all.length };
}
