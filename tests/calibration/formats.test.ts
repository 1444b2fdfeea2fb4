import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { readLog } from '../../src/calibration/log/read.ts';
import { loadMap } from '../../src/calibration/map/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const COLUMNS = '{opened: Opened, closed: Closed, category: What, area: Where}';
const ROWS = [
  ['2024-03-04 10:20:30', '2024-03-05 10:20:30', 'Light, out', 'North'],
  ['2024-04-03 23:59:59', '', 'Noise', 'South'],
];
const HEADINGS = ['Opened', 'Closed', 'What', 'Where'];

async function read(name: string, bytes: string | Buffer, time = 'dates: yearFirst', columns = COLUMNS) {
  const map = join(folder, `${name}.yaml`);
  writeFileSync(map, `time: {zone: Asia/Shanghai, ${time}}\ncolumns: ${columns}\n`);
  writeFileSync(join(folder, name), bytes);
  const { rows, categories, areas, damage } = await readLog(join(folder, name), await loadMap(map));
  expect(damage.rows).toBe(0);
  return Array.from({ length: rows.length }, (_, row) => ({
    opened: new Date(rows.utc.get(row) * 1000).toISOString(),
    closed: rows.closed.get(row),
    category: categories.list[rows.category.get(row)],
    area: areas.list[rows.area.get(row)],
  }));
}

const EXPECTED = [
  { opened: '2024-03-04T02:20:30.000Z', closed: 86_400, category: 'Light, out', area: 'North' },
  { opened: '2024-04-03T15:59:59.000Z', closed: Number.NaN, category: 'Noise', area: 'South' },
];

const separated = (by: string, rows = ROWS) =>
  [HEADINGS, ...rows].map((row) => row.map((cell) => (cell.includes(by) ? `"${cell}"` : cell)).join(by)).join('\r\n');
const objects = ROWS.map(([opened, closed, what, where]) =>
  JSON.stringify({ times: { Opened: opened, Closed: closed }, What: what, Where: where }),
).join('\n');

test('commas, tabs, objects and packed files say the same', async () => {
  expect(await read('log.csv', separated(','))).toEqual(EXPECTED);
  expect(await read('log.tsv', separated('\t'))).toEqual(EXPECTED);
  const nested = '{opened: times.Opened, closed: times.Closed, category: What, area: Where}';
  expect(await read('log.ndjson', objects, undefined, nested)).toEqual(EXPECTED);
  expect(await read('log.csv.gz', gzipSync(separated(',')))).toEqual(EXPECTED);
  expect(await read('log.ndjson.gz', gzipSync(objects), undefined, nested)).toEqual(EXPECTED);
});

test('days first or months first, as the map says', async () => {
  const written = (order: (y: string, m: string, d: string) => string) =>
    ROWS.map(([opened, closed, ...rest]) => [
      ...[opened, closed].map((text) => text.replace(/^(\d+)-(\d+)-(\d+)/, (_, y, m, d) => order(y, m, d))),
      ...rest,
    ]);
  const dayFirst = separated(
    ',',
    written((y, m, d) => `${d}/${m}/${y}`),
  );
  const monthFirst = separated(
    ',',
    written((y, m, d) => `${m}/${d}/${y}`),
  );
  expect(await read('days.csv', dayFirst, 'dates: dayFirst')).toEqual(EXPECTED);
  expect(await read('months.csv', monthFirst, 'dates: monthFirst')).toEqual(EXPECTED);
  expect(await read('own.csv', dayFirst, 'format: dd/MM/yyyy HH:mm:ss')).toEqual(EXPECTED);
});

test('a column that an NDJSON log lacks is told, however long the log is', async () => {
  for (const rows of [30, 1500]) {
    const lines = Array.from({ length: rows }, () => JSON.stringify({ When: '2024-03-04 10:20:30' })).join('\n');
    const reading = read(`lacks-${rows}.ndjson`, lines);
    await expect(reading).rejects.toMatchObject({ name: 'ScenarioError' });
  }
});

test('a heading that the map names may stand only once, others as often as they like', async () => {
  const twice = (heading: string) => `Opened,Closed,What,Where,${heading},${heading}\n2024-03-04,,Noise,North,a,b\n`;
  expect(await read('remarks.csv', twice('Remark'))).toHaveLength(1);
  await expect(read('closings.csv', twice('Closed'))).rejects.toMatchObject({
    problems: [{ path: 'columns.closed', message: { key: 'calibrate.columnTwice', values: { first: 2, last: 6 } } }],
  });
});
