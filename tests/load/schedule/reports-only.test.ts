import { describe, expect, test } from 'vitest';
import { openPart } from '../../../src/load/schedule/open-part.ts';
import type { ReportOperation } from '../../../src/load/schedule/operation.ts';
import { NO_RAMP } from '../../../src/load/schedule/ramp.ts';
import { reportsOnly } from '../../../src/load/schedule/reports-only.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import { DAY } from '../../port/setting.ts';
import { busy, smallCity } from './busy.ts';

const start = { at: DAY / 4, firstDay: 0 };
const steady = { rate: 50, ramp: NO_RAMP, speed: 288 };
function first(number: number, scenario: Scenario = busy(), rate = steady): ReportOperation[] {
  const reports = reportsOnly(scenario, smallCity(), start, rate);
  return Array.from({ length: number }, () => reports.next().value).filter((report) => report !== undefined);
}

describe('reports alone', () => {
  test('are due at the steady rate, and bear the simulated time of that', () => {
    first(1000).forEach(({ at, report }, n) => {
      expect((at - start.at) / steady.speed).toBeCloseTo(n / steady.rate, 9);
      expect(report.at).toBe(at);
      expect(report.handleBy).toBeGreaterThan(at);
    });
  });

  test('are those of the field, in its order, each with all that it tells but its times', () => {
    const timeless = ({ report: { at: _, handleBy: __, ...rest } }: ReportOperation) => rest;
    const told = [...openPart(busy(), smallCity(), start, start.at + DAY)].filter(({ name }) => name === 'report');
    expect(told.length).toBeGreaterThan(100);
    expect(first(told.length).map(timeless)).toEqual((told as ReportOperation[]).map(timeless));
  });

  test('go on beyond what the field remembers, no two by the same name', () => {
    const handles = first(20_000).map(({ report }) => report.incident);
    expect(new Set(handles).size).toBe(20_000);
  });

  test('are the same for the same seed whatever the rate, and others for another', () => {
    const kinds = (list: readonly ReportOperation[]) => list.map(({ report }) => `${report.kind} ${report.x}`);
    expect(kinds(first(500, busy(), { ...steady, rate: 3 }))).toEqual(kinds(first(500)));
    const other = busy((scenario) => {
      scenario.seed = 'another';
    });
    expect(kinds(first(500, other))).not.toEqual(kinds(first(500)));
  });

  test('end where a scenario brings about none', () => {
    const silent = busy((scenario) => {
      scenario.incidents.kinds = {};
    });
    expect(first(1, silent)).toEqual([]);
  });
});
