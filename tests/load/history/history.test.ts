import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HistoryError, MOST_BYTES, readHistory } from '../../../src/load/history/reader.ts';
import type { HistoryRecord } from '../../../src/load/history/record.ts';
import { HistoryWriter } from '../../../src/load/history/writer.ts';
import { Workplace } from '../../cli/gridbeat.ts';
import { judged } from '../invariants/judged.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = { seed: 3, reports: 40, crews: 5, timeouts: 0.1, delay: 3, stalls: 0 } as const;
const { town } = judged(run);
const START = JSON.stringify(town.records[0]);

async function read(path: string): Promise<HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  await readHistory(path, (record) => records.push(record));
  return records;
}

async function problemsOf(text: string): Promise<string[]> {
  const path = join(folder, 'damaged.ndjson');
  writeFileSync(path, text);
  const error = await read(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HistoryError)) throw new Error(`no HistoryError: ${String(error)}`);
  return error.problems.map(({ where, message }) => `${where.split(':').at(-1)} ${message.key}`);
}

test('what is written is read again, plain and compressed', async () => {
  const path = join(folder, 'history.ndjson');
  const writer = new HistoryWriter(path);
  for (const record of town.records) {
    writer.append(record);
    if (writer.full) await writer.drained();
  }
  await writer.end();
  expect(await read(path)).toEqual(town.records);
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
  expect(await read(`${path}.gz`)).toEqual(town.records);
});

test('a history is never written over', async () => {
  const path = join(folder, 'kept.ndjson');
  writeFileSync(path, 'mine');
  const writer = new HistoryWriter(path);
  await expect(writer.end()).rejects.toThrow('EEXIST');
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('a file that fails is told once, and nothing is kept after it', async () => {
  let told = 0;
  const writer = new HistoryWriter(join(folder, 'no', 'such.ndjson'), () => told++);
  for (let at = 0; at < 200_000; at++) writer.append({ t: 'phase', at, phase: 'load' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toBe(1);
  expect(writer.failure?.message).toContain('ENOENT');
  await expect(writer.drained()).rejects.toThrow('ENOENT');
  await expect(writer.end()).rejects.toThrow('ENOENT');
});

describe('damaged histories', () => {
  test('every damaged line is named', async () => {
    const text = `${START}\n{"t":"order"}\nnot json\n{"t":"phase","at":5,"phase":"load"}\n{"t":"phase","at":4,"phase":"drain"}\n`;
    expect(await problemsOf(text)).toEqual(['2 history.badRecord', '3 history.notJson', '5 history.backwards']);
  });

  test('another beginning, nothing at all, and a line without end', async () => {
    expect(await problemsOf('{"t":"phase","at":5,"phase":"load"}\n')).toEqual(['1 history.noStart']);
    expect(await problemsOf('')).toHaveLength(1);
    expect(await problemsOf(`${START}\n${'x'.repeat(MOST_BYTES + 1)}`)).toEqual(['2 history.longLine']);
  });

  test('a last line that broke off is left out', async () => {
    const path = join(folder, 'broken-off.ndjson');
    writeFileSync(path, `${START}\n{"t":"pha`);
    expect(await read(path)).toHaveLength(1);
  });
});

describe('gridbeat judge', () => {
  let place: Workplace;
  beforeAll(() => {
    place = new Workplace();
    const text = (records: readonly HistoryRecord[]) =>
      `${records.map((record) => JSON.stringify(record)).join('\n')}\n`;
    writeFileSync(place.path('right.ndjson'), text(town.records));
    writeFileSync(place.path('wrong.ndjson'), text(judged({ ...run, fault: 'lose', rate: 0.2 }).town.records));
    writeFileSync(place.path('damaged.ndjson'), `${START}\n\u001b[2J\n`);
  });
  afterAll(() => place.remove());

  test('0 and a table when all is right', async () => {
    const { code, stdout } = await place.gridbeat(['judge', 'right.ndjson']);
    expect(code).toBe(0);
    expect(stdout).toContain('no acknowledged report lost');
    expect(stdout).not.toContain('broken');
  });

  test('3, and the records that prove it, when a report was lost', async () => {
    const { code, stdout } = await place.gridbeat(['judge', 'wrong.ndjson', '--json']);
    expect(code).toBe(3);
    const { invariants } = JSON.parse(stdout) as {
      invariants: { name: string; verdict: string; examples: { history: unknown[] }[] }[];
    };
    const broken = invariants.filter(({ verdict }) => verdict === 'broken');
    expect(broken.map(({ name }) => name)).toEqual(['lost']);
    expect(broken[0].examples[0].history).toHaveLength(4);
    const chinese = await place.gridbeat(['judge', 'wrong.ndjson', '--lang', 'zh']);
    expect(chinese.stdout).toContain('却无处可寻');
  });

  test('2 for what cannot be judged', async () => {
    const damaged = await place.gridbeat(['judge', 'damaged.ndjson']);
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain('damaged.ndjson:2');
    expect(damaged.stderr).not.toContain('\u001b');
    expect((await place.gridbeat(['judge', 'nowhere.ndjson'])).code).toBe(2);
    expect((await place.gridbeat(['judge'])).code).toBe(2);
  });
});
