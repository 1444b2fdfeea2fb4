import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { daysCovered } from '../../src/calibration/counts/days.ts';
import { kindsOf } from '../../src/calibration/kinds.ts';
import { learn } from '../../src/calibration/learn.ts';
import { readLog } from '../../src/calibration/log/read.ts';
import { loadMap } from '../../src/calibration/map/load.ts';
import { setting } from '../port/setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY = 86_400;
const START = Date.UTC(2024, 0, 1) / 1000;
/** The time so many seconds after the log's first midnight, as its rows have it. */
const at = (seconds: number) => new Date((START + seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ');
/** Forty days of twenty rows each, one an hour from 0 to 19 h. */
const times = Array.from({ length: 800 }, (_, i) => Math.floor(i / 20) * DAY + (i % 20) * 3600);

async function studied(name: string, rows: readonly (readonly string[])[], columns: readonly string[], more = '') {
  const log = join(folder, `${name}.csv`);
  const map = join(folder, `${name}.yaml`);
  writeFileSync(log, [columns, ...rows].map((row) => row.join(',')).join('\n'));
  const list = columns.map((column) => `${column}: ${column}`).join(', ');
  writeFileSync(map, `time: {zone: Etc/UTC}\ncolumns: {${list}}\n${more}`);
  const loaded = await loadMap(map);
  const read = await readLog(log, loaded);
  const range = daysCovered(read.rows);
  const learnt = learn(
    read,
    loaded.map,
    kindsOf(
      read,
      loaded.map,
      setting(() => {}),
    ),
    range,
  );
  return { read, range, learnt };
}

test('a mistyped year does not stretch a log, and is counted', async () => {
  const rows = [['2014-01-05 10:00:00'], ...times.map((time) => [at(time)])];
  const { range, learnt } = await studied('year', rows, ['opened']);
  expect(range).toEqual({ from: START / DAY + 1, to: START / DAY + 39, apart: 1 });
  expect(learnt.total.perDay.value).toBeCloseTo(20, 6);
});

test('what is closed in the second of an hour that comes twice is in order', async () => {
  const [log, map] = [join(folder, 'autumn.csv'), join(folder, 'autumn.yaml')];
  const rows = [
    '2023-10-29 02:50:00,2023-10-29 02:10:00',
    '2023-10-29 01:50:00,2023-10-29 02:10:00',
    '2023-10-29 03:50:00,2023-10-29 03:10:00',
  ];
  writeFileSync(log, ['opened,closed', ...rows].join('\n'));
  writeFileSync(map, 'time: {zone: Europe/Berlin}\ncolumns: {opened: opened, closed: closed}\n');
  const { rows: read, damage } = await readLog(log, await loadMap(map));
  expect([0, 1].map((row) => read.closed.get(row))).toEqual([20 * 60, 20 * 60]);
  expect(damage.counts()).toMatchObject([{ reason: 'order', rows: 1 }]);
});

test('a time that no calendar knows is damage', async () => {
  const [log, map] = [join(folder, 'epoch.csv'), join(folder, 'epoch.yaml')];
  writeFileSync(log, ['opened', '1709251200000000', ...times.map((time) => String(START + time))].join('\n'));
  writeFileSync(map, 'time: {zone: Etc/UTC}\ncolumns: {opened: {column: opened, format: epochSeconds}}\n');
  const { damage } = await readLog(log, await loadMap(map));
  expect(damage.counts()).toMatchObject([{ reason: 'openedFarOff', rows: 1 }]);
});

test('who does not know what is closed does not know what is on time', async () => {
  const rows = times.map((time) => [at(time), at(time + DAY)]);
  expect((await studied('due', rows, ['opened', 'target'])).learnt.onTime).toBeUndefined();
});

test('a stage that must have ended, as a later one has, is not taken for open', async () => {
  const rows = times.map((time, i) => [at(time), i % 2 === 0 ? at(time + 600 + (i % 7) * 60) : '', at(time + 3600)]);
  const { dispatch } = (await studied('blank', rows, ['opened', 'dispatched', 'arrived'])).learnt.stages;
  expect(dispatch).toMatchObject({ open: 0 });
  expect(dispatch?.median).toBeCloseTo(780, 0);
});

test('times that are all the same are a distribution, too', async () => {
  const rows = times.map((time) => [at(time), at(time + 600), at(time + 3000)]);
  const { work, rate } = (await studied('same', rows, ['opened', 'arrived', 'closed'])).learnt.kinds[0];
  expect(work?.effort).toMatchObject({ median: 2400, spec: { dist: 'empirical', quantiles: [2400, 2400] } });
  expect(rate.hours.every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))).toBe(true);
});

test('a log of dates alone has all its rows at midnight, with intervals that are numbers', async () => {
  const rows = times.map((time) => [at(time).slice(0, 10)]);
  const { hours } = (await studied('dates', rows, ['opened'])).learnt.kinds[0].rate;
  expect(hours[0].value).toBe(1);
  for (const { low, high, se } of hours) expect([low, high, se].every(Number.isFinite)).toBe(true);
});

test('of too many different texts those that the map names keep their place, and the others are counted', async () => {
  const rows = [...Array.from({ length: 5100 }, (_, i) => `street ${i}`), ...Array(100).fill('North')];
  const places = rows.map((area, i) => [at(times[i % 800]), area]);
  const { read } = await studied('areas', places, ['opened', 'area'], 'areas: {North: gaoyou}\n');
  const north = read.areas.list.indexOf('North');
  expect(north).toBeGreaterThan(0);
  expect(read.rows.area.get(rows.length - 1)).toBe(north);
  expect(read.areas.nameless).toBe(5100 - 4998);
});
