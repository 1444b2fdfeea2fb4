import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { placesOf } from '../../src/calibration/log/places.ts';
import { studyFile } from '../../src/calibration/study-file.ts';
import { toDegrees } from '../../src/city/projection.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { setting } from '../port/setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('positions tell the units where the log names no areas; those outside the city are counted', async () => {
  const city = tinyCity({ units: 2 });
  const [file, mapFile] = [join(folder, 'log.csv'), join(folder, 'map.yaml')];
  const middle = (unit: number) => {
    const { longitude, latitude } = toDegrees(city.origin, city.unitX[unit], city.unitY[unit]);
    return `${longitude.toFixed(6)},${latitude.toFixed(6)}`;
  };
  // Of every ten rows seven lie in the first unit, two in the second, and one nowhere near.
  const rows = Array.from({ length: 24 * 30 }, (_, i) => {
    const place = i % 10 < 7 ? middle(0) : i % 10 < 9 ? middle(1) : '10.5,20.5';
    return `${new Date(Date.UTC(2024, 0, 1, i)).toISOString().slice(0, 19)},${place}`;
  });
  writeFileSync(file, `opened,lon,lat\n${rows.join('\n')}\n`);
  writeFileSync(
    mapFile,
    'time: {zone: UTC, dates: yearFirst}\ncolumns: {opened: opened, longitude: lon, latitude: lat}\n',
  );
  const plan = { logFile: file, mapFile, base: setting(() => {}), mostBad: 0.05, heldOut: undefined };
  const { outcome } = await studyFile({ ...plan, places: placesOf(city) }, () => {});
  if ('problems' in outcome) throw new Error('the log was refused');
  const { learnt, positions } = outcome.study;
  expect(positions).toMatchObject({ rows: 720, outside: 72 });
  const [first, second] = learnt.kinds[0]?.units ?? [];
  expect(first).toMatchObject({ unit: 'unit-1', share: expect.closeTo(7 / 9, 6) });
  expect(second).toMatchObject({ unit: 'unit-2', share: expect.closeTo(2 / 9, 6) });
});
