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
