import { DAY, HOUR } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';

const LAST_DAY = 3650;

/** When a load test begins, on the scenario's clock. */
export interface Start {
  /** Simulated seconds since the scenario's start. */
  readonly at: number;
  /** The day of the scenario that `at` lies in: the field begins at its midnight. */
  readonly firstDay: number;
}

/** A day of the measured window (0 = the first) and an hour of it, as surges count. */
export interface DayAndHour {
  readonly day: number;
  readonly hour: number;
}

/** Reads `D+DAY` or `D+DAYH+HOUR`, e.g. `D+0H+8` or `D+1H+4.5`; undefined for anything else. */
export function parseFrom(text: string): DayAndHour | undefined {
  const [, days, hours = '0'] = /^D\+(\d{1,4})(?:H\+(\d{1,2}(?:\.\d{1,4})?))?$/i.exec(text) ?? [];
  const [day, hour] = [Number(days), Number(hours)];
  return day <= LAST_DAY && hour < 24 ? { day, hour } : undefined;
}

/**
 * When the load begins: at the time asked for, else at the scenario's first surge, else at the start of the measured
 * window. Days count from the start of the measured window, as those of surges do.
 */
export function startOf({ horizon, incidents }: Scenario, from?: DayAndHour): Start {
  const inHours = ({ day, hour }: DayAndHour) => day * 24 + hour;
  const surges = incidents.surges.map((surge) => inHours(surge.from));
  const hours = from === undefined ? Math.min(...(surges.length > 0 ? surges : [0])) : inHours(from);
  const at = horizon.warmupDays * DAY + hours * HOUR;
  return { at, firstDay: Math.floor(at / DAY) };
}
