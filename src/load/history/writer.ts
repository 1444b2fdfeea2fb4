import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { HistoryRecord } from './record.ts';

/** Characters gathered before they are handed to the file. */
const CHUNK = 64 * 1024;

/**
 * Appends a history to a file. `append` never waits and never throws; whoever writes fast looks at `full` and waits for
 * `drained()` before going on, so that memory stays bounded. An error of the file is told at once, and comes out of
 * `drained` and `end`; nothing is kept after it.
 */
export class HistoryWriter {
  private readonly file: WriteStream;
  private gathered: string[] = [];
  private size = 0;
  /** What became of the file, if it failed. */
  failure: Error | undefined;
  /** Records so far. */
  count = 0;

  /** `path` must not exist yet: a history is never written over. */
  constructor(path: string, onFailure = () => {}) {
    this.file = createWriteStream(path, { flags: 'wx', highWaterMark: 16 * CHUNK });
    this.file.on('error', (error) => {
      this.failure ??= error;
      onFailure();
    });
  }

  /** `body`: the JSON of an invoke's or an ok's body, where it is at hand. */
  append(record: HistoryRecord, body?: string): void {
    const line = lineOf(record, body);
    this.gathered.push(line);
    this.size += line.length + 1;
    this.count++;
    if (this.size >= CHUNK) this.hand();
  }

  /** More is waiting for the file than it takes at once: wait for `drained`. */
  get full(): boolean {
    return this.file.writableNeedDrain;
  }

  async drained(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    if (this.file.writableNeedDrain) await once(this.file, 'drain');
  }

  /** Hands over all that was gathered, and closes. */
  async end(): Promise<void> {
    this.hand();
    if (this.failure !== undefined) throw this.failure;
    const closed = finished(this.file);
    this.file.end();
    await closed;
  }

  private hand(): void {
    if (this.gathered.length === 0) return;
    const text = `${this.gathered.join('\n')}\n`;
    this.gathered = [];
    this.size = 0;
    if (this.failure === undefined) this.file.write(text);
  }
}

/** One line: a JSON that is at hand is not made again, unless it has lines itself. */
function lineOf(record: HistoryRecord, body: string | undefined): string {
  if (body === undefined || (record.t !== 'invoke' && record.t !== 'ok') || body.includes('\n'))
    return JSON.stringify(record);
  return `${JSON.stringify({ ...record, body: undefined }).slice(0, -1)},"body":${body}}`;
}
