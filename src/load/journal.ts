import type { HistoryRecord } from './history/record.ts';

/** Takes the records of a history as they come about: a file, a judge, both, or nobody. */
export interface Journal {
  /** `body`: the JSON of an invoke's or an ok's body, where it is at hand. */
  take(record: HistoryRecord, body?: string): void;
  /** Whether whoever sends should wait for `drained` first, lest memory grow. */
  readonly full: boolean;
  drained(): Promise<void>;
}

/** Nobody keeps anything. */
export const NO_JOURNAL: Journal = { take: () => {}, full: false, drained: () => Promise.resolve() };
