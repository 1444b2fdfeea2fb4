import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { OpenOperation } from './operation.ts';

/** First line of a schedule file. */
export interface ScheduleHeader {
  /** Version of the format. */
  readonly schedule: 1;
  readonly scenario: string;
  /** Hash of the scenario's content. */
  readonly hash: string;
  readonly seed: string;
  readonly city: string;
  /** Simulated seconds since the scenario's start, whose local midnight `startDate` names. */
  readonly from: number;
  readonly until: number;
  readonly startDate: string;
}

const BLOCK = 1 << 16;

/** The lines of a schedule file, in blocks: the header, then one operation a line, in order of time. */
export function* scheduleText(header: ScheduleHeader, operations: Iterable<OpenOperation>): Generator<string> {
  let block = `${JSON.stringify(header)}\n`;
  for (const operation of operations) {
    block += `${JSON.stringify(operation)}\n`;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}

/**
 * Writes a schedule as NDJSON, packed where the path ends in `.gz`, with bounded memory; the file appears whole or not
 * at all. Rejects with the file system's error, or with an AbortError.
 */
export async function writeSchedule(
  path: string,
  header: ScheduleHeader,
  operations: Iterable<OpenOperation>,
  signal?: AbortSignal,
): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}`;
  const lines = Readable.from(scheduleText(header, operations), { objectMode: false });
  const file = createWriteStream(draft, { flags: 'wx' });
  const options = signal === undefined ? {} : { signal };
  try {
    if (path.endsWith('.gz')) await pipeline(lines, createGzip(), file, options);
    else await pipeline(lines, file, options);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}
