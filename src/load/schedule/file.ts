import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { report } from '../../backend/http/api.ts';
import type { OpenOperation } from './operation.ts';

/** First line of a schedule file. */
export const scheduleHeader = z.strictObject({
  /** Version of the format. */
  schedule: z.literal(1),
  scenario: z.string(),
  /** Hash of the scenario's content. */
  hash: z.string(),
  seed: z.string(),
  /** Hash of the city. */
  city: z.string(),
  /** Simulated seconds since the scenario's start, whose local midnight `startDate` names. */
  from: z.number(),
  until: z.number(),
  startDate: z.iso.date(),
  /** Simulated over wall seconds: an operation starts (at - from) / speed seconds after the load does. */
  speed: z.number().positive(),
  /** Wall seconds in which it rises, and the share of the full rate that it rises from. */
  ramp: z.strictObject({ seconds: z.number(), from: z.number() }),
  /** Reports a wall second where there is nothing else; null for a whole city. */
  reportsOnly: z.number().nullable(),
});
export type ScheduleHeader = z.infer<typeof scheduleHeader>;

/** Every further line. `report.type` is always "reported"; what its members say stands in `report` of the Dispatch API. */
const at = z.number();
const number = z.int().nonnegative();
export const scheduleLine = z.discriminatedUnion('name', [
  z.strictObject({
    at,
    name: z.literal('report'),
    report: z.strictObject({
      type: z.literal('reported'),
      at,
      incident: z.int(),
      finderCrew: z.int().min(-1),
      ...report.omit({ at: true, reference: true, finderCrew: true, text: true }).shape,
    }),
  }),
  z.strictObject({
    at,
    name: z.literal('visits'),
    visits: z.array(z.strictObject({ at, crew: number, micro: number })).min(1),
  }),
  z.strictObject({ at, name: z.literal('read'), incident: z.int() }),
  z.strictObject({ at, name: z.literal('list'), unit: number }),
]);

const BLOCK = 1 << 16;

/** The lines of a schedule file, in blocks: the header, then one operation a line, in order of time. */
function* scheduleText(header: ScheduleHeader, operations: Iterable<OpenOperation>): Generator<string> {
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
