import type { Log } from '../log/read.ts';
import { UNKNOWN } from '../log/rows.ts';
import { chooseStage, type StageFit } from './choose.ts';

const LOG_STAGES = ['dispatch', 'arrival', 'handling', 'closure'] as const;
/** opened to dispatched, dispatched to arrived, arrived to closed, opened to closed. */
export type LogStage = (typeof LOG_STAGES)[number];

/** Rows opened between two instants (seconds since 1970, universal), seen as they stood at the second. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Times that ended and times still open, seconds. */
export interface StageTimes {
  readonly ended: Float32Array;
  readonly open: Float32Array;
  /** How long each of `ended` could have been followed. */
  readonly followed: Float32Array;
}

const ENDS = { dispatch: 'dispatched', arrival: 'arrived', handling: 'closed', closure: 'closed' } as const;
/** What comes later: where it has come about, the end of the stage has too, and was only not written down. */
const LATER = { dispatch: ['arrived', 'closed'], arrival: ['closed'], handling: [], closure: [] } as const;
const STARTS = { dispatch: undefined, arrival: 'dispatched', handling: 'arrived', closure: undefined } as const;

/** Reads stage times from a log's rows, again and again into the same memory: an answer is valid until the next one. */
export class StageReader {
  private readonly log: Log;
  private readonly ended: Float32Array;
  private readonly open: Float32Array;
  private readonly followed: Float32Array;

  constructor(log: Log) {
    this.log = log;
    this.ended = new Float32Array(log.rows.length);
    this.open = new Float32Array(log.rows.length);
    this.followed = new Float32Array(log.rows.length);
  }

  /**
   * The times of one stage over the rows asked for. A time whose end lies after the period, or is not written though the
   * row is open, is open; where a later stage has ended, or a time was unreadable, nothing is known.
   */
  times(stage: LogStage, { from, to }: Period, which: ArrayLike<number>): StageTimes {
    const { rows, wholeMinutes } = this.log;
    const least = wholeMinutes ? 30 : 0.5;
    const starts = STARTS[stage];
    let [ended, open] = [0, 0];
    for (let i = 0; i < which.length; i++) {
      const row = which[i];
      const opened = rows.utc.get(row);
      if (opened < from || opened >= to) continue;
      const start = starts === undefined ? 0 : rows[starts].get(row);
      const followed = to - opened;
      if (!(start >= 0) || start > followed) continue;
      const end = rows[ENDS[stage]].get(row);
      if (end === UNKNOWN) continue;
      if (end <= followed) {
        this.ended[ended] = Math.max(least, end - start);
        this.followed[ended++] = followed - start;
      } else if (!Number.isNaN(end) || LATER[stage].every((later) => Number.isNaN(rows[later].get(row)))) {
        this.open[open++] = Math.max(least, followed - start);
      }
    }
    return {
      ended: this.ended.subarray(0, ended),
      open: this.open.subarray(0, open),
      followed: this.followed.subarray(0, ended),
    };
  }

  /** How long the stages take over the rows asked for; undefined where the log says too little. */
  stages(
    columns: ReadonlySet<string>,
    period: Period,
    which: ArrayLike<number>,
  ): Record<LogStage, StageFit | undefined> {
    const one = (stage: LogStage): StageFit | undefined => {
      const needed = [ENDS[stage], STARTS[stage]].filter((column) => column !== undefined);
      if (!needed.every((column) => columns.has(column))) return undefined;
      const { ended, open } = this.times(stage, period, which);
      return chooseStage(ended, open);
    };
    return { dispatch: one('dispatch'), arrival: one('arrival'), handling: one('handling'), closure: one('closure') };
  }
}
