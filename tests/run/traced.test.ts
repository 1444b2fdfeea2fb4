import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { GRID_COMPREHENSIVE } from '../../src/city/city.ts';
import type { RunResult } from '../../src/run/result.ts';
import { simulate } from '../../src/run/simulate.ts';
import { type LittleRun, little } from './little.ts';

/** The measures of one replication, computed a second time and straightforwardly from its trace. */

interface Line {
  readonly t: number;
  readonly event: string;
  readonly incident: number;
  readonly micro: number;
  readonly severity: number;
  readonly duplicate?: true;
  readonly falseAlarm?: true;
  readonly how?: string;
  readonly kind?: string;
  readonly filed?: number;
  readonly handled?: number;
  readonly handleBy?: number;
  readonly closeBy?: number;
  readonly ledger?: true;
  readonly finder?: string;
}

const DAY = 86_400;
const [FROM, TO, END] = [2 * DAY, 5 * DAY, 11 * DAY];
const FOLLOWED = END - TO;
const inWindow = (t: number) => t >= FROM && t < TO;

let run: LittleRun;
let result: RunResult;
let lines: Line[];

beforeAll(async () => {
  run = await little(['incidents.scale=0.03']);
  const traceDirectory = mkdtempSync(join(tmpdir(), 'gridbeat-trace-'));
  result = await simulate({ ...run, replications: 1, threads: 1, backend: 'embedded', traceDirectory });
  const text = readFileSync(join(traceDirectory, 'replication-0.ndjson'), 'utf8');
  lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
});

const value = (name: string) => result.measures[name].value;
const real = (event: string) => lines.filter((line) => line.event === event && !line.duplicate && !line.falseAlarm);

/** When something first happened to each real incident. */
function firstTimes(event: string): Map<number, number> {
  const known = new Set(real('occurred').map(({ incident }) => incident));
  const times = new Map<number, number>();
  for (const line of lines) {
    if (line.event === event && known.has(line.incident) && !line.duplicate && !times.has(line.incident)) {
      times.set(line.incident, line.t);
    }
  }
  return times;
}

function times(from: string, to: string): number[] {
  const stops = firstTimes(to);
  return (
    [...firstTimes(from)]
      .filter(([, start]) => inWindow(start))
      .map(([incident, start]) => (stops.get(incident) ?? Number.POSITIVE_INFINITY) - start)
      // What takes longer than all were followed is unfinished.
      .map((seconds) => (seconds <= FOLLOWED ? seconds : Number.POSITIVE_INFINITY))
      .sort((a, b) => a - b)
  );
}

describe('against its own trace, a run has', () => {
  test.each([
    ['dispatch', 'reported', 'accepted'],
    ['response', 'reported', 'arrived'],
    ['assignment', 'reported', 'ordered'],
    ['acceptance', 'ordered', 'accepted'],
    ['detection', 'occurred', 'reported'],
  ])('the right %s', (stage, from, to) => {
    const all = times(from, to);
    const restricted = all.map((seconds) => Math.min(seconds, FOLLOWED));
    expect(all.length).toBeGreaterThan(100);
    expect(value(`${stage}.count`)).toBe(all.length);
    expect(value(`${stage}.unfinished`)).toBe(all.filter((seconds) => seconds === Number.POSITIVE_INFINITY).length);
    expect(value(`${stage}.mean`)).toBeCloseTo(restricted.reduce((a, b) => a + b, 0) / all.length, 6);
    expect(value(`${stage}.max`)).toBeCloseTo(Math.max(...all.filter(Number.isFinite)), 6);
    for (const p of [50, 90, 95, 99]) {
      const exact = all[Math.ceil((p / 100) * all.length) - 1];
      const measure = result.measures[`${stage}.p${p}`];
      expect(measure.censored === true, `${stage}.p${p}`).toBe(exact === Number.POSITIVE_INFINITY);
      if (Number.isFinite(exact))
        expect(Math.abs((measure.value ?? 0) - exact)).toBeLessThanOrEqual(0.004 * exact + 0.004);
    }
  });

  test('the right closure', () => {
    const closed = new Map(real('ended').flatMap(({ incident, t, how }) => (how === 'closed' ? [[incident, t]] : [])));
    const all = [...firstTimes('reported')].filter(([, start]) => inWindow(start));
    const times = all.map(([incident, start]) =>
      Math.min(FOLLOWED, (closed.get(incident) ?? Number.POSITIVE_INFINITY) - start),
    );
    expect(value('closure.unfinished')).toBe(times.filter((seconds) => seconds === FOLLOWED).length);
    expect(value('closure.mean')).toBeCloseTo(times.reduce((a, b) => a + b, 0) / times.length, 6);
  });

  test('the right counts', () => {
    const count = (event: string) => real(event).filter(({ t }) => inWindow(t)).length;
    const ended = (how: string) => real('ended').filter((line) => line.how === how && inWindow(line.t)).length;
    const before = (event: string, t: number) => real(event).filter((line) => line.t < t).length;
    const closedBefore = (t: number) => real('ended').filter((line) => line.how === 'closed' && line.t < t).length;
    expect(value('incidents.occurred')).toBe(count('occurred'));
    expect(value('incidents.reported')).toBe(count('reported'));
    expect(value('incidents.filed')).toBe(count('filed'));
    expect(value('incidents.closed')).toBe(ended('closed'));
    expect(value('incidents.unseen')).toBe(ended('unseen'));
    expect(value('incidents.open')).toBe(before('filed', TO) - closedBefore(TO));
    expect(value('notices.duplicate')).toBe(
      lines.filter((l) => l.event === 'reported' && l.duplicate && inWindow(l.t)).length,
    );
    expect(value('notices.falseAlarm')).toBe(
      lines.filter((l) => l.event === 'reported' && l.falseAlarm && inWindow(l.t)).length,
    );
    expect(value('patrol.visits')).toBeCloseTo(count('visited') / 3, 9);
  });

  test('an end for everything that began, and everybody who is sent', () => {
    expect(real('left').length).toBeGreaterThan(0);
    expect(real('ended').length + real('left').length).toBe(real('occurred').length);
    const crews = lines.filter((line) => line.event === 'crew').map((line) => line as unknown as { crew: number });
    expect(crews.map(({ crew }) => crew)).toEqual(crews.map((_, i) => i));
    for (const line of lines as unknown as { event: string; crew: number; purpose?: string }[]) {
      if (line.event !== 'ordered') continue;
      expect(line.crew).toBeLessThan(crews.length);
      expect(['verify', 'handle', 'check']).toContain(line.purpose);
    }
  });

  test('the right shares of cases on time, and of who found them', () => {
    const cases = [...real('ended'), ...real('left')].filter(
      ({ kind = '', filed, ledger }) =>
        run.scenario.incidents.kinds[kind].channel === 'urban' && filed !== undefined && !ledger,
    );
    const due = cases.filter(({ handleBy = 0 }) => inWindow(handleBy));
    const inTime = due.filter(({ handled = Number.POSITIVE_INFINITY, handleBy = 0 }) => handled <= handleBy);
    expect(due.length).toBeGreaterThan(20);
    expect(value('rate.onTimeHandling')).toBeCloseTo(inTime.length / due.length, 9);
    const toClose = cases.filter(({ closeBy = 0 }) => inWindow(closeBy));
    const closed = toClose.filter(({ how, t, closeBy = 0 }) => how === 'closed' && t <= closeBy);
    expect(value('rate.onTimeClosure')).toBeCloseTo(closed.length / toClose.length, 9);
    const reported = new Set(real('reported').flatMap(({ incident, t }) => (inWindow(t) ? [incident] : [])));
    const found = [...real('ended'), ...real('left')].filter(({ incident }) => reported.has(incident));
    for (const finder of ['patrol', 'resident', 'liaison', 'sensor'])
      expect(value(`found.${finder}`)).toBeCloseTo(found.filter((l) => l.finder === finder).length / reported.size, 9);
  });

  test('the right coverage gap', () => {
    const { city, scenario } = run;
    const opens = 8 * 3600;
    const length = 10 * 3600;
    const clock = (t: number) => Math.floor(t / DAY) * length + Math.min(Math.max((t % DAY) - opens, 0), length);
    const limit = scenario.limits.coverageGapHours * 3600;
    let over = 0;
    let micros = 0;
    for (let micro = 0; micro < city.microX.length; micro++) {
      if (city.gridKind[city.microGrid[micro]] !== GRID_COMPREHENSIVE) continue;
      micros++;
      const visits = lines
        .filter((line) => line.event === 'visited' && line.micro === micro && line.t < TO)
        .map(({ t }) => clock(t));
      let last = Number.NEGATIVE_INFINITY;
      for (const visit of [...visits, clock(TO)]) {
        over += Math.max(0, visit - Math.max(last + limit, clock(FROM)));
        last = visit;
      }
    }
    expect(value('patrol.coverageGap')).toBeCloseTo(over / micros / (clock(TO) - clock(FROM)), 9);
  });

  test('series that add up', () => {
    const sum = (name: string) => result.series[name].values.reduce<number>((total, x) => total + (x ?? 0), 0);
    expect(result.series['crews.busy'].values.length).toBe(3 * 96);
    expect(result.series['crews.busy'].from).toBe(FROM);
    for (const name of ['incidents.occurred', 'incidents.reported', 'incidents.closed'])
      expect(sum(name)).toBe(value(name));
    const open = (t: number) =>
      real('filed').filter((line) => line.t < t).length -
      real('ended').filter((l) => l.how === 'closed' && l.t < t).length;
    expect(result.series['incidents.open'].values[0]).toBe(open(FROM));
    expect(result.series['incidents.open'].values[100]).toBe(open(FROM + 100 * 900));
    const busy = (lines as unknown as { event: string; activity: string; from: number; t: number }[])
      .filter(({ event, activity }) => event === 'spent' && activity !== 'idle')
      .reduce((total, { from, t }) => total + Math.max(0, Math.min(t, TO) - Math.max(from, FROM)), 0);
    expect(sum('crews.busy') * 900).toBeCloseTo(busy, 3);
  });

  test('breakdowns that add up', () => {
    const { unit, community, kind, channel, level } = result.breakdowns;
    for (const cells of [unit, community, kind, channel, level]) {
      const reports = Object.values(cells).reduce((sum, cell) => sum + (cell['incidents.reported'].value ?? 0), 0);
      expect(reports).toBe(value('incidents.reported'));
      const seconds = Object.values(cells).reduce(
        (sum, cell) => sum + (cell['closure.mean'].value ?? 0) * (cell['closure.count'].value ?? 0),
        0,
      );
      expect(seconds).toBeCloseTo((value('closure.mean') ?? 0) * (value('closure.count') ?? 0), 3);
    }
    expect(result.microGrids.reported.reduce((a, b) => a + b, 0)).toBe(value('incidents.reported'));
  });

  test('no percentiles of cells with too few observations', () => {
    for (const cells of Object.values(result.breakdowns)) {
      for (const cell of Object.values(cells)) {
        for (const [p, least] of [
          ['p50', 20],
          ['p90', 100],
        ] as const) {
          const enough = (cell['dispatch.count'].value ?? 0) >= least;
          const why = cell['dispatch.count'].value === 0 ? 'none' : 'tooFew';
          expect(cell[`dispatch.${p}`].reason).toBe(enough ? undefined : why);
        }
      }
    }
  });
});
