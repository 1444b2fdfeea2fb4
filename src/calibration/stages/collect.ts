import type { Log } from '../log/read.ts';
import { UNKNOWN } from '../log/rows.ts';
import { chooseStage, type StageFit } from './choose.ts';

export const LOG_STAGES = ['dispatch', 'arrival', 'handling', 'closure'] as const;
/** opened to dispatched, dispatched to arrived, arrived to closed, opened to closed. */
export type LogStage = (typeof LOG_STAGES)[number];

/** Rows opened between two instants (seconds since 1970, universal), seen as they stood at the second. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Times that ended and times still open, seconds. */
export interface StageTimes {
  readonly ended: number[];
  readonly open: number[];
  /** How long each of `ended` could have been followed. */
  readonly followed: number[];
}

const ENDS = { dispatch: 'dispatched', arrival: 'arrived', handling: 'closed', closure: 'closed' } as const;
const STARTS = { dispatch: undefined, arrival: 'dispatched', handling: 'arrived', closure: undefined } as const;

/**
 * The times of one stage over all rows that `belongs` takes. A time whose end lies after the period, or is not written
 * though the row is open, is open; where a later stage has ended, or a time was unreadable, nothing is known.
 */
export function timesOf(
  log: Log,
  stage: LogStage,
  { from, to }: Period,
  belongs: (row: number) => boolean,
): StageTimes {
  const { rows } = log;
  const least = log.wholeMinutes ? 30 : 0.5;
  const times: StageTimes = { ended: [], open: [], followed: [] };
  const starts = STARTS[stage];
  for (let row = 0; row < rows.length; row++) {
    const opened = rows.utc.get(row);
    if (opened < from || opened >= to || !belongs(row)) continue;
    const start = starts === undefined ? 0 : rows[starts].get(row);
    const followed = to - opened;
    if (!(start >= 0) || start > followed) continue;
    const end = rows[ENDS[stage]].get(row);
    if (end === UNKNOWN) continue;
    if (end <= followed) {
      times.ended.push(Math.max(least, end - start));
      times.followed.push(followed - start);
    } else if (!Number.isNaN(end) || Number.isNaN(rows.closed.get(row)))
      times.open.push(Math.max(least, followed - start));
  }
  return times;
}

/** How long the stages take over all rows; undefined where the log says too little. */
export function stagesOf(
  log: Log,
  period: Period,
  columns: ReadonlySet<string>,
): Record<LogStage, StageFit | undefined> {
  const one = (stage: LogStage): StageFit | undefined => {
    const needed = [ENDS[stage], STARTS[stage]].filter((column) => column !== undefined);
    if (!needed.every((column) => columns.has(column))) return undefined;
    const { ended, open } = timesOf(log, stage, period, () => true);
    return chooseStage(ended, open);
  };
  return { dispatch: one('dispatch'), arrival: one('arrival'), handling: one('handling'), closure: one('closure') };
}
