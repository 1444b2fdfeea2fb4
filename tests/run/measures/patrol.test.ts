import { beforeAll, describe, expect, test } from 'vitest';
import { binOf, binValue } from '../../../src/kernel/histogram.ts';
import { Cells } from '../../../src/run/measures/cells.ts';
import { PatrolLog } from '../../../src/run/measures/patrol.ts';
import { windowOf } from '../../../src/run/measures/window.ts';
import { simulate } from '../../../src/run/simulate.ts';
import { type LittleRun, little } from '../little.ts';

const HOUR = 3600;
const at = (day: number, hour: number) => (day * 24 + hour) * HOUR;

/** Two comprehensive micro-grids and an exclusive one; the patrol day is 08-18, the limit 6 h, days 1 and 2 are measured. */
const SMALL = {
  units: 1,
  townshipsPerUnit: 1,
  communitiesPerTownship: 1,
  gridsPerCommunity: 3,
  microsPerGrid: 1,
  exclusiveGrids: 1,
};

let run: LittleRun;
beforeAll(async () => {
  run = await little(['horizon.warmupDays=1', 'horizon.days=2'], SMALL);
});

describe('the patrol log', () => {
  test('counts the patrol time with an age over the limit', () => {
    const { scenario, city } = run;
    const log = new PatrolLog(scenario, city, windowOf(scenario.horizon));
    // Last seen before the window with 7 h of day 0 left, so 1 h over the limit when day 1 begins at 08.
    log.visited(0, at(0, 11));
    log.visited(1, at(0, 17));
    // 4 h over the limit until 12 on day 1, 1 h until 9 on day 2 (age 7 h), and 3 h until its end (age 9 h).
    log.visited(0, at(1, 12));
    // Two visits on day 1 (at 15, with an age of 8 h, and at 20, after the patrol day), then 4 h over the limit.
    log.visited(1, at(1, 15));
    log.visited(1, at(1, 20));
    log.dayEnds();
    log.visited(0, at(2, 9));
    log.dayEnds();
    // After the window nothing counts.
    log.visited(0, at(3, 9));
    log.windowEnds();
    const cells = new Cells(scenario, city);
    const record = log.record(cells);
    expect([...record.gapByMicro]).toEqual([8 / 20, 6 / 20, 1]);
    const measures = log.scalars(record, cells);
    expect(measures['patrol.coverageGap'].value).toBeCloseTo(14 / 40, 12);
    expect(measures['patrol.exclusive.coverageGap'].value).toBe(1);
    expect(measures['patrol.bothRounds'].value).toBe(1 / 4);
    expect(measures['patrol.exclusive.bothRounds'].value).toBe(0);
    expect(measures['patrol.visits'].value).toBe(2);
  });

  test('keeps the ages at which gaps end, or stand at the end', () => {
    const { scenario, city } = run;
    const log = new PatrolLog(scenario, city, windowOf(scenario.horizon));
    log.visited(0, at(0, 11));
    log.visited(0, at(1, 12));
    log.windowEnds();
    const { ages, ageless } = log.record(new Cells(scenario, city));
    // 11 h before the visit, 16 h after it; the other comprehensive one was never visited, the exclusive one is apart.
    expect([...ages.bins]).toEqual([binOf(11 * HOUR), binOf(16 * HOUR)]);
    expect([...ages.counts]).toEqual([1, 1]);
    expect(ageless).toBe(1);
  });
});

describe('patrols in a run', () => {
  test('that do not take place leave a gap of 1, and nobody knows how long', async () => {
    const { scenario, city } = await little(['patrol.enabled=false']);
    const { measures, breakdowns, microGrids } = await simulate({
      scenario,
      city,
      replications: 2,
      threads: 1,
      backend: 'embedded',
    });
    expect(measures['patrol.coverageGap']).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(measures['patrol.gap.p90']).toMatchObject({ value: 0, censored: true, low: null });
    expect(measures['patrol.visits'].value).toBe(0);
    expect(measures['found.patrol'].value).toBe(0);
    expect(measures['utilisation.worker.patrol'].value).toBe(0);
    expect(breakdowns.unit['unit-1']['patrol.coverageGap'].value).toBe(1);
    expect(microGrids.coverageGap.every((gap) => gap === 1)).toBe(true);
  });

  test('leave a 90th percentile of the gaps that is one of the bins', async () => {
    const { scenario, city } = await little();
    const { measures } = await simulate({ scenario, city, replications: 2, threads: 1, backend: 'embedded' });
    const { value } = measures['patrol.gap.p90'];
    expect(value).toBe(binValue(binOf(value ?? 0)));
    expect(value).toBeGreaterThan(HOUR);
  });
});
