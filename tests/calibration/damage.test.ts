import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLog } from '../../src/calibration/log/read.ts';
import { loadMap } from '../../src/calibration/map/load.ts';

test('each kind of damage is counted by its reason, and a quoted line end is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
  const map = join(folder, 'map.yaml');
  const log = join(folder, 'log.csv');
  writeFileSync(map, 'time: {zone: Europe/Berlin}\ncolumns: {opened: Opened, closed: Closed, category: What}\n');
  const rows = [
    '\uFEFFOpened,Closed,What',
    '2024-03-30 12:00,2024-03-31 12:00,"two\nlines"',
    ',2024-03-31 12:00,a',
    'yesterday,,a',
    '2024-02-30 10:00,,a',
    '03/04/2024 10:00,,a',
    '2024-03-30 12:00,2024-03-29 12:00,a',
    '2024-03-30 12:00,soon,a',
    '2024-03-30 12:00,,a,b',
    '1066-03-30 12:00,,a',
  ];
  writeFileSync(log, rows.join('\n'));
  const { damage, rows: read, seen } = await readLog(log, await loadMap(map));
  expect(Object.fromEntries(damage.counts().map(({ reason, rows: n }) => [reason, n]))).toEqual({
    columns: 1,
    openedMissing: 1,
    openedUnreadable: 2,
    openedFarOff: 1,
    timeUnreadable: 1,
    ambiguousDate: 1,
    order: 1,
  });
  expect([seen, read.length]).toEqual([9, 3]);
  // The night between has 23 hours.
  expect(read.closed.get(0)).toBe(23 * 3600);
});

test('of a log with one row in twenty damaged, every kind of damage is told with examples', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
  const map = join(folder, 'map.yaml');
  const log = join(folder, 'log.csv');
  const columns = ['opened', 'closed', 'target', 'category', 'longitude', 'latitude'];
  writeFileSync(
    map,
    `time: {zone: Asia/Shanghai}\ncolumns: {${columns.map((column) => `${column}: ${column}`).join(', ')}}\n`,
  );
  const damages: Record<string, string> = {
    columns: '2024-01-01 10:00,2024-01-01 12:00,2024-01-02 10:00,a',
    openedMissing: ',2024-01-01 12:00,2024-01-02 10:00,a,119,32',
    openedUnreadable: '2024-13-01 10:00,2024-01-01 12:00,2024-01-02 10:00,a,119,32',
    openedFarOff: '1066-01-01 10:00,2024-01-01 12:00,2024-01-02 10:00,a,119,32',
    timeUnreadable: '2024-01-01 10:00,"2024"01-01 12:00,2024-01-02 10:00,a,119,32',
    ambiguousDate: '2024-01-01 10:00,03/04/2024 12:00,2024-01-02 10:00,a,119,32',
    order: '2024-01-01 10:00,2023-12-31 12:00,2024-01-02 10:00,a,119,32',
    targetUnreadable: '2024-01-01 10:00,2024-01-01 12:00,in time,a,119,32',
    position: '2024-01-01 10:00,2024-01-01 12:00,2024-01-02 10:00,a,119,320',
    encoding: '2024-01-01 10:00,2024-01-01 12:00,2024-01-02 10:00,\uFFFD,119,32',
  };
  const reasons = Object.keys(damages);
  const rows = Array.from({ length: 20 * 100 }, (_, i) =>
    i % 20 === 7
      ? damages[reasons[((i - 7) / 20) % reasons.length]]
      : '2024-01-01 10:00,2024-01-01 12:00,2024-01-02 10:00,a,119.4,32.4',
  );
  writeFileSync(log, [columns.join(','), ...rows].join('\n'));
  const { damage, seen } = await readLog(log, await loadMap(map));
  expect(damage.rows / seen).toBe(0.05);
  expect(Object.fromEntries(damage.counts().map(({ reason, rows: n }) => [reason, n]))).toEqual(
    Object.fromEntries(reasons.map((reason) => [reason, 10])),
  );
  for (const { reason, examples } of damage.counts()) {
    // Line 1 holds the headings.
    const first = 2 + 7 + 20 * reasons.indexOf(reason);
    expect(
      examples.map(({ line }) => line),
      reason,
    ).toEqual([first, first + 200, first + 400]);
  }
});
