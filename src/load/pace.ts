import { setTimeout as wait } from 'node:timers/promises';
import { BackendError } from '../backend/backend-error.ts';
import type { PacedDriver } from '../run/paced.ts';
import type { Problem } from '../scenario/problem.ts';
import type { Connection } from './connection.ts';
import type { HistoryRecord } from './history/record.ts';

/** When a backend that did not take a change of speed is asked again, milliseconds; then it is given up. [A] */
const AGAIN = [250, 1000, 4000] as const;
/** Simulated over wall seconds: what may be asked for. */
const SPEEDS = { low: 0.01, high: 10_000 } as const;

/** Simulated time passes at another speed from there on. */
export interface SpeedChange {
  /** Wall seconds since the load's start, and the simulated time there. */
  readonly at: number;
  readonly simulated: number;
  /** 0: it stands still. */
  readonly speed: number;
}

export interface PaceSetting {
  readonly driver: PacedDriver;
  readonly connection: Connection;
  /** Wall milliseconds since the load's start. */
  readonly now: () => number;
  readonly take: (record: HistoryRecord) => void;
}

/**
 * The speed of a run: the backend's clock and the field's are changed together, the backend's first. Where the backend has
 * no other speed than that of the start, nothing can be changed.
 */
export class Pace {
  readonly changes: SpeedChange[] = [];
  /** What is wanted; other than `speed` while the backend has not agreed. */
  wanted: number;
  /** The fastest so far: two clocks that were apart for a moment are so by as much. */
  fastest: number;
  /** Why the last change did not come about. */
  problem: Problem | undefined;
  private readonly setting: PaceSetting;
  private working = Promise.resolve();
  private open = true;

  constructor(setting: PaceSetting) {
    this.setting = setting;
    this.wanted = setting.driver.speed;
    this.fastest = setting.driver.speed;
  }

  /** Simulated over wall seconds; 0 in a pause. */
  get speed(): number {
    const { driver } = this.setting;
    return driver.paused ? 0 : driver.speed;
  }

  get simulated(): number {
    return this.setting.driver.simulated;
  }

  /** Whether the backend has a clock whose speed can be changed. */
  get adjustable(): boolean {
    return this.setting.connection.speedChanges;
  }

  /** Nothing is changed any more. */
  close(): void {
    this.open = false;
  }

  /** Resolves, as `multiply` does, when the backend has agreed or it is given up. */
  pauseOrResume(): Promise<void> {
    return this.ask(this.wanted === 0 ? this.setting.driver.speed : 0);
  }

  /** So many times as fast as now; nothing in a pause. */
  multiply(factor: number): Promise<void> {
    const speed = Math.min(Math.max(this.wanted * factor, SPEEDS.low), SPEEDS.high);
    return this.ask(this.wanted > 0 ? speed : 0);
  }

  private ask(speed: number): Promise<void> {
    if (!this.adjustable || !this.open) return Promise.resolve();
    this.wanted = speed;
    this.working = this.working.then(() => this.agree());
    return this.working;
  }

  private async agree(): Promise<void> {
    while (this.open && this.wanted !== this.speed) {
      const speed = this.wanted;
      this.problem = await this.tell(speed);
      if (this.problem !== undefined) this.wanted = this.speed;
      else if (this.open) this.apply(speed);
    }
  }

  /** Whatever the backend made of a request that failed, another one settles it: the last one counts. */
  private async tell(speed: number): Promise<Problem | undefined> {
    const { connection, driver } = this.setting;
    for (let attempt = 0; ; attempt++) {
      try {
        await connection.changeSpeed({ speed, now: driver.simulated });
        return undefined;
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        const pause = isRefusal(error) ? undefined : AGAIN[attempt];
        if (pause === undefined || !this.open) return error.problems[0];
        await wait(pause);
      }
    }
  }

  private apply(speed: number): void {
    const { driver, now, take } = this.setting;
    if (speed === 0) driver.pause();
    else {
      driver.setSpeed(speed);
      driver.resume();
    }
    this.fastest = Math.max(this.fastest, speed);
    const at = now();
    const { simulated } = driver;
    this.changes.push({ at: at / 1000, simulated, speed });
    take({ t: 'speed', at, simulated, speed });
  }
}

/** The backend has said no, and will say so again. */
function isRefusal({ problems }: BackendError): boolean {
  const status = Number(problems[0].message.values?.status);
  return status >= 400 && status < 500;
}
