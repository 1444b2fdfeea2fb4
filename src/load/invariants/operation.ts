import type { InvokeRecord, OkRecord } from '../history/record.ts';

/** An operation that was sent, and the line that says so. */
export interface Sent {
  readonly invoke: InvokeRecord;
  readonly line: number;
}

/** An operation that was answered; what the server did lies between `invoke.at` and `ok.at`. */
export interface Answered extends Sent {
  readonly ok: OkRecord;
  /** Where the two stand in the history. */
  readonly lines: readonly [invoke: number, ok: number];
}
