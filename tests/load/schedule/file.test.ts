import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { type ScheduleHeader, writeSchedule } from '../../../src/load/schedule/file.ts';
import { openPart } from '../../../src/load/schedule/open-part.ts';
import { NO_RAMP } from '../../../src/load/schedule/ramp.ts';
import { DAY } from '../../port/setting.ts';
import { busy, smallCity } from './busy.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-schedule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = { at: 0, firstDay: 0 };
const scenario = busy();
const header: ScheduleHeader = {
  schedule: 1,
  scenario: scenario.name,
  hash: 'hash',
  seed: scenario.seed,
  city: 'tiny',
  from: 0,
  until: DAY,
  startDate: scenario.horizon.start,
  speed: 1,
  ramp: NO_RAMP,
  reportsOnly: null,
};

describe('a schedule file', () => {
  test('holds the header and every operation, packed or not', async () => {
    const made = [...openPart(scenario, smallCity(), start, DAY)];
    const [plain, packed] = ['plain.ndjson', 'packed.ndjson.gz'].map((name) => join(folder, name));
    for (const path of [plain, packed]) await writeSchedule(path, header, openPart(scenario, smallCity(), start, DAY));
    const lines = readFileSync(plain, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([header, ...made]);
    expect(gunzipSync(readFileSync(packed))).toEqual(readFileSync(plain));
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const controller = new AbortController();
    function* interrupted() {
      for (const operation of openPart(scenario, smallCity(), start, 30 * DAY)) {
        if (operation.at > DAY) setImmediate(() => controller.abort());
        yield operation;
      }
    }
    const before = readdirSync(folder);
    const path = join(folder, 'interrupted.ndjson');
    await expect(writeSchedule(path, header, interrupted(), controller.signal)).rejects.toThrow('abort');
    expect(readdirSync(folder)).toEqual(before);
  });
});
