import type { HistoryRecord } from './history/record.ts';
import type { HistoryWriter } from './history/writer.ts';
import type { Judge } from './invariants/judge.ts';
import type { Journal } from './journal.ts';

/** Writes a history down and has it judged as it comes about. */
export class JudgedJournal implements Journal {
  private readonly writer: HistoryWriter;
  private readonly judge: Judge;
  private ended = false;

  constructor(writer: HistoryWriter, judge: Judge) {
    this.writer = writer;
    this.judge = judge;
  }

  take(record: HistoryRecord, body?: string): void {
    // What is broken off afterwards is still heard of: a history has nothing behind its end.
    if (this.ended) return;
    this.ended = record.t === 'end';
    this.writer.append(record, body);
    this.judge.feed(record);
  }

  get full(): boolean {
    return this.writer.full;
  }

  drained(): Promise<void> {
    return this.writer.drained();
  }
}
