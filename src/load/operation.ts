import type { OperationName } from './history/record.ts';

/** Whose session the reads are that settle a history. */
export const SETTLING = 'desk';

/** Whose session a report is, and the reads that look it up, where no crew makes it. */
export const reporter = (handle: number): string => `reporter-${handle}`;

/** One thing to be sent, once its time has come. */
export interface Operation {
  readonly name: OperationName;
  /** Intended start, milliseconds of `performance.now()`. */
  readonly due: number;
  /** Part of the measured time that it belongs to, from 0; -1 for what is not measured. */
  readonly section: number;
  /**
   * Whose session it belongs to: its operations are sent one after another, each when the one before was answered or
   * given up.
   */
  readonly actor: number | string;
  /** What keeps its order, where that is not the whole session but a part of it. */
  readonly lane?: string;
  /** Milliseconds that its answer is waited for; default: the transport's. */
  readonly timeout?: number;
  /** With one it may be sent again when nobody knows whether it was done. */
  readonly key?: string | undefined;
  /** What to send, made when it is sent; undefined when there is nothing left to send (the report it follows failed). */
  body(): OperationBody | undefined;
  /** Called once at its end; `answer` as agreed, or undefined when none came. */
  ended?(answer: unknown): void;
}

/** What an operation says, as histories hold it; shapes in `src/load/history/record.ts`. */
export type OperationBody = Readonly<Record<string, unknown>>;
