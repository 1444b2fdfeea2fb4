import { PURPOSE } from '../../field/purposes.ts';
import { type Draws, UINT32 } from '../../kernel/random.ts';
import type { OpenOperation } from './operation.ts';

/** Keys of operations that are no reports. */
const ATTEMPT = { report: 0, visits: 1, list: 2 } as const;

/** How a load rises from the load's start on: linearly, from a share of its full rate, over so many wall seconds. */
export interface Ramp {
  readonly seconds: number;
  /** From 0 (nothing) to 1 (no rise). */
  readonly from: number;
}

export const NO_RAMP: Ramp = { seconds: 0, from: 1 };

/** The share of the full rate that is reached so many wall seconds after the start. */
export function shareAt({ seconds, from }: Ramp, wall: number): number {
  return wall >= seconds ? 1 : from + (1 - from) * (Math.max(0, wall) / seconds);
}

/**
 * Wall seconds after the start at which the n-th operation (from 0) of a steady stream of `rate` a second is due: when the
 * integral of the rate has come to n.
 */
export function dueOf({ seconds, from }: Ramp, rate: number, n: number): number {
  if (n === 0) return 0;
  const steady = n / rate;
  const inRamp = (seconds * (1 + from)) / 2;
  if (steady >= inRamp) return seconds + (steady - inRamp);
  const half = (1 - from) / (2 * seconds);
  return (2 * steady) / (from + Math.sqrt(from * from + 4 * half * steady));
}

/**
 * Leaves out of the open part of a city's load what a ramp has not reached yet, each operation by a draw of its own: the
 * same ones for the same seed, and over a longer ramp only further ones. Reports of one incident share their draw; a read
 * comes and goes with the report that it looks up.
 */
export class Thinning {
  private readonly draws: Draws;
  private readonly ramp: Ramp;
  private readonly from: number;
  private readonly speed: number;

  /** `from`: simulated time of the start; `speed`: simulated over wall seconds. */
  constructor(draws: Draws, ramp: Ramp, from: number, speed: number) {
    this.draws = draws;
    this.ramp = ramp;
    this.from = from;
    this.speed = speed;
  }

  keeps(operation: OpenOperation): boolean {
    const { at, name } = operation;
    switch (name) {
      case 'report':
        return this.keepsReport(operation.report.identity, at);
      case 'visits':
        return this.draw(0, Math.floor(at), ATTEMPT.visits, at);
      case 'list':
        return this.draw(operation.unit, Math.floor(at), ATTEMPT.list, at);
      case 'read':
        return true;
    }
  }

  keepsReport(identity: number, at: number): boolean {
    return this.draw(Math.floor(identity / UINT32), identity % UINT32, ATTEMPT.report, at);
  }

  private draw(high: number, low: number, attempt: number, at: number): boolean {
    const share = shareAt(this.ramp, (at - this.from) / this.speed);
    return share >= 1 || this.draws.uniform(PURPOSE.ramp, high, low, attempt) < share;
  }
}
