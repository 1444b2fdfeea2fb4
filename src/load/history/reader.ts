import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { MessageKey } from '../../locales/index.ts';
import type { Message } from '../../locales/message.ts';
import { brief, type Problem } from '../../scenario/problem.ts';
import { type HistoryRecord, historyRecord } from './record.ts';

/** Longest line that is read: a page of 500 incidents is a tenth of it. */
export const MOST_BYTES = 4 * 1024 * 1024;
/** Damaged lines that are named one by one. */
const MOST_PROBLEMS = 20;
const NEWLINE = 0x0a;

/** Thrown with all that is wrong with a history, up to 20 lines of it. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, message }) => `${where}: ${message.key}`).join('\n'));
    this.problems = problems;
  }
}

/** Called for each record with its line, from 1, and the bytes read so far. */
export type Feed = (record: HistoryRecord, line: number, bytes: number) => void;

/**
 * Reads a history (`.gz`: compressed) from its beginning and feeds its records one by one; memory is bounded by the
 * longest line. A last line that broke off in the middle is left out, as a run that was killed leaves one. Throws a
 * HistoryError if lines are damaged, too long, or go back in time; nothing is fed after the first of them.
 */
export async function readHistory(path: string, feed: Feed, signal?: AbortSignal): Promise<void> {
  const reader = new LineReader(path, feed);
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 });
  const stream: Readable = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      if (signal?.aborted) return;
      if (!reader.take(chunk as Buffer)) break;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (typeof code === 'string' && code.startsWith('Z_')) throw new HistoryError([at(path, 'history.badGzip')]);
    throw error;
  } finally {
    file.destroy();
    stream.destroy();
  }
  reader.end();
}

class LineReader {
  private readonly path: string;
  private readonly feed: Feed;
  private readonly problems: Problem[] = [];
  private rest: Buffer[] = [];
  private restBytes = 0;
  private bytes = 0;
  private line = 0;
  private latest = 0;

  constructor(path: string, feed: Feed) {
    this.path = path;
    this.feed = feed;
  }

  /** Takes a piece of the file; false when no more is wanted. */
  take(chunk: Buffer): boolean {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (!this.complete(chunk, from, end)) return false;
      from = end + 1;
    }
    this.rest.push(chunk.subarray(from));
    this.restBytes += chunk.length - from;
    if (this.restBytes <= MOST_BYTES) return true;
    this.line++;
    this.problem({ key: 'history.longLine', values: { most: MOST_BYTES } });
    return false;
  }

  end(): void {
    if (this.problems.length > 0) throw new HistoryError(this.problems);
    if (this.line === 0) throw new HistoryError([at(this.path, 'history.empty')]);
  }

  private complete(chunk: Buffer, from: number, end: number): boolean {
    this.line++;
    const length = this.restBytes + end - from;
    if (length > MOST_BYTES) {
      this.problem({ key: 'history.longLine', values: { most: MOST_BYTES } });
      return false;
    }
    const text =
      this.restBytes === 0
        ? chunk.toString('utf8', from, end)
        : Buffer.concat([...this.rest, chunk.subarray(from, end)]).toString('utf8');
    this.rest = [];
    this.restBytes = 0;
    this.bytes += length + 1;
    this.parse(text);
    return this.problems.length < MOST_PROBLEMS;
  }

  private parse(text: string): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.problem({ key: 'history.notJson' }, text);
      return;
    }
    const record = this.checked(value);
    if (record === undefined) return;
    if ((this.line === 1) !== (record.t === 'start')) {
      this.problem({ key: this.line === 1 ? 'history.noStart' : 'history.secondStart' }, text);
      return;
    }
    if (record.t !== 'start') {
      if (record.at < this.latest) {
        this.problem({ key: 'history.backwards', values: { before: this.latest } }, record.at);
        return;
      }
      this.latest = record.at;
    }
    if (this.problems.length === 0) this.feed(record, this.line, this.bytes);
  }

  private checked(value: unknown): HistoryRecord | undefined {
    const result = historyRecord.safeParse(value);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const path = issue?.path.join('.') ?? '';
    this.problem({ key: 'history.badRecord' }, value, path);
    return undefined;
  }

  private problem(message: Message<MessageKey>, found?: unknown, path = ''): void {
    if (this.problems.length >= MOST_PROBLEMS) return;
    const where = `${this.path}:${this.line}`;
    this.problems.push({ where, path, message, ...(found !== undefined && { found: brief(found) }) });
  }
}

function at(where: string, key: MessageKey): Problem {
  return { where, path: '', message: { key } };
}
