import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { Field } from '../../../src/field/field.ts';
import { SILENT } from '../../../src/field/observer.ts';
import { openPart, VISITS_TOGETHER } from '../../../src/load/schedule/open-part.ts';
import type { OpenOperation } from '../../../src/load/schedule/operation.ts';
import { RateCounter } from '../../../src/load/schedule/rates.ts';
import { READS } from '../../../src/load/schedule/reads.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';
import { DAY, HOUR } from '../../port/setting.ts';
import { busy, SMALL, smallCity } from './busy.ts';

const start = (at: number) => ({ at, firstDay: Math.floor(at / DAY) });
const operations = (scenario: Scenario, from: number, until: number) => [
  ...openPart(scenario, smallCity(), start(from), until),
];
const of = <N extends OpenOperation['name']>(name: N, list: readonly OpenOperation[]) =>
  list.filter((each): each is Extract<OpenOperation, { name: N }> => each.name === name);
const hashOf = (list: readonly OpenOperation[]) =>
  createHash('sha256')
    .update(list.map((each) => `${JSON.stringify(each)}\n`).join(''))
    .digest('hex');

describe('the open part of a load', () => {
  const days = 4;
  const list = operations(busy(), 0, days * DAY);

  test('is the same bytes for the same seed, and others for another', () => {
    expect(hashOf(operations(busy(), 0, days * DAY))).toBe(hashOf(list));
    const other = busy((scenario) => {
      scenario.seed = 'another';
    });
    expect(hashOf(operations(other, 0, days * DAY))).not.toBe(hashOf(list));
  });

  test('is the same bytes in threads that work side by side', async () => {
    const workerData = { scenario: busy(), options: SMALL, until: days * DAY };
    const threads = [1, 2].map(() => new Worker(new URL('hash-worker.ts', import.meta.url), { workerData }));
    const hashes = await Promise.all(threads.map(async (thread) => (await once(thread, 'message'))[0] as string));
    expect(hashes).toEqual([hashOf(list), hashOf(list)]);
  });

  test('is in order of time and within its bounds', () => {
    const [from, until] = [DAY + 9.5 * HOUR, DAY + 16 * HOUR];
    const part = operations(busy(), from, until);
    expect(part.length).toBeGreaterThan(50);
    part.reduce((before, { at }) => {
      expect(at).toBeGreaterThanOrEqual(before);
      return at;
    }, from);
    expect(part.at(-1)?.at).toBeLessThanOrEqual(until);
  });

  test('has as many reports as the scenario brings about', () => {
    const finders = (name: string) => of('report', list).filter(({ report }) => report.finder === name);
    const told = finders('resident').length;
    const expected = 200 * days * 1.2;
    // Duplicates of reports near the end come after it; Poisson counts, five standard deviations.
    expect(Math.abs(told - expected)).toBeLessThan(5 * Math.sqrt(expected * 1.2) + 200 * 0.2 * 0.1);
    const found = finders('patrol').length;
    expect(found).toBeGreaterThan(0.5 * 40 * days);
    expect(found).toBeLessThan(40 * days + 5 * Math.sqrt(40 * days));
  });

  test('has every visit that the field makes, once and in order, none waiting longer than it may', () => {
    const made: string[] = [];
    const observer = {
      ...SILENT,
      visitByVisit: true,
      visited: (crew: number, micro: number) => made.push(`${crew} ${micro}`),
    };
    const field = new Field(busy(), smallCity(), 0, observer, []);
    field.advance(days * DAY);
    const batches = of('visits', list);
    expect(batches.flatMap(({ visits }) => visits.map(({ crew, micro }) => `${crew} ${micro}`))).toEqual(made);
    expect(made.length).toBe(field.counts().visits);
    for (const { at, visits } of batches) {
      expect(visits.length).toBeLessThanOrEqual(VISITS_TOGETHER.most);
      for (const visit of visits) expect(at - visit.at).toBeLessThanOrEqual(VISITS_TOGETHER.seconds);
    }
  });

  test('looks up a share of the reports after they were made, and lists at a steady pace', () => {
    const residents = new Map(
      of('report', list).flatMap(({ at, report }) =>
        report.finder === 'resident' ? [[report.incident, at] as const] : [],
      ),
    );
    const reads = of('read', list);
    for (const { at, incident } of reads) expect(at).toBeGreaterThan(residents.get(incident) ?? Number.NaN);
    const looked = new Map<number, number>();
    for (const { incident } of reads) looked.set(incident, (looked.get(incident) ?? 0) + 1);
    const expected = residents.size * READS.share;
    expect(Math.abs(looked.size - expected)).toBeLessThan(5 * Math.sqrt(expected));
    // Geometric: mean 1/(1 - p), variance p/(1 - p)^2; what is looked up after the end is missing.
    const looks = 1 / (1 - READS.again);
    const spread = 5 * Math.sqrt(expected * (looks ** 2 + READS.again * looks ** 2));
    expect(Math.abs(reads.length - expected * looks)).toBeLessThan(spread + (READS.after / DAY) * residents.size);
    const lists = of('list', list);
    expect(lists.length).toBe((days * DAY * 2) / READS.listEvery);
    expect(lists.filter(({ unit }) => unit === 1).length).toBe(lists.length / 2);
  });

  test('a later start leaves out what came before, and no reports of its day are lost', () => {
    const whole = of('report', operations(busy(), DAY, 2 * DAY));
    const afternoon = of('report', operations(busy(), DAY + 12 * HOUR, 2 * DAY));
    expect(afternoon.map(({ report }) => report)).toEqual(
      whole.filter(({ at }) => at > DAY + 12 * HOUR).map(({ report }) => report),
    );
  });

  test('is counted second by second', () => {
    const counter = new RateCounter(0, 60);
    for (const operation of list) counter.add(operation);
    const { seconds, perSecond, total } = counter.rates();
    expect(seconds).toBeLessThanOrEqual((days * DAY) / 60 + 1);
    expect(Object.values(total).reduce((sum, count) => sum + count)).toBe(list.length);
    const at = 570;
    const counted = of('report', list).filter((each) => Math.floor(each.at / 60) === at).length;
    expect(perSecond.report[at]).toBe(counted);
    expect(Object.values(perSecond).map((counts) => counts.length)).toEqual([seconds, seconds, seconds, seconds]);
  });
});
