import { FLAG } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import type { BasicCells, Cells } from './cells.ts';
import type { Nature } from './observations.ts';
import { type Scalars, share } from './scalar.ts';
import { type Window, within } from './window.ts';

/** Cases due for handling in the window and those handled by then, per cell. */
export interface OnTimeRecord {
  readonly due: Float64Array;
  readonly onTime: Float64Array;
}

/**
 * The rates of digital urban management (docs/measures.md), on that channel alone. Cases that were on the ledger of what
 * nobody can settle now have no limit to keep.
 */
export class Rates {
  private reports = 0;
  private reportsFiled = 0;
  private toClose = 0;
  private closedInWindow = 0;
  private closedOnTime = 0;
  private closures = 0;
  private reworked = 0;
  private extended = 0;
  private readonly due: Float64Array;
  private readonly onTime: Float64Array;
  private readonly urban: Uint8Array;
  private readonly world: World;
  private readonly window: Window;
  private readonly cells: Cells;
  /** First cells of the basic layers. */
  private readonly first: BasicCells;

  constructor(world: World, window: Window, cells: Cells) {
    this.world = world;
    this.window = window;
    this.cells = cells;
    this.first = cells.basic();
    this.urban = Uint8Array.from(world.kinds, ({ channel }) => (channel === 'urban' ? 1 : 0));
    this.due = new Float64Array(cells.total);
    this.onTime = new Float64Array(cells.total);
  }

  /** Any report. A false alarm is a report as well, a further one of a known incident is not. */
  reported(slot: number, now: number): void {
    if (within(this.window, now) && this.isFirst(slot)) this.reports++;
  }

  /** Anything is filed; it counts for the window of its report. */
  filed(slot: number): void {
    if (within(this.window, this.world.incidents.reported[slot]) && this.isFirst(slot)) this.reportsFiled++;
  }

  /** A real incident is over, or the run is. `closed` is NaN if it was not closed. */
  concluded(slot: number, closed: number, nature: Nature): void {
    const { window, world } = this;
    const { filed, flags, handled, handleBy, closeBy, reworks } = world.incidents;
    if (this.urban[nature.kind] === 0 || Number.isNaN(filed[slot])) return;
    if (within(window, closed)) {
      this.closures++;
      if (reworks[slot] > 0) this.reworked++;
      if ((flags[slot] & FLAG.extended) !== 0) this.extended++;
    }
    if ((flags[slot] & FLAG.ledger) !== 0) return;
    if (within(window, handleBy[slot])) this.isDue(nature, handled[slot] <= handleBy[slot]);
    if (!within(window, closeBy[slot])) return;
    this.toClose++;
    if (closed < window.to) this.closedInWindow++;
    if (closed <= closeBy[slot]) this.closedOnTime++;
  }

  /** To be called once, at the end. */
  record(): OnTimeRecord {
    const { due, onTime } = this;
    this.cells.foldCells(due);
    this.cells.foldCells(onTime);
    return { due, onTime };
  }

  /** After `record`. */
  scalars(): Scalars {
    return {
      'rate.filing': share(this.reportsFiled, this.reports),
      'rate.onTimeHandling': share(this.onTime[this.cells.cell('city')], this.due[this.cells.cell('city')]),
      'rate.closure': share(this.closedInWindow, this.toClose),
      'rate.onTimeClosure': share(this.closedOnTime, this.toClose),
      'rate.rework': share(this.reworked, this.closures),
      'rate.extension': share(this.extended, this.closures),
    };
  }

  private isFirst(slot: number): boolean {
    const { kind, flags } = this.world.incidents;
    return this.urban[kind[slot]] === 1 && (flags[slot] & FLAG.duplicate) === 0;
  }

  private isDue(nature: Nature, kept: boolean): void {
    const { first, due, onTime } = this;
    const cells = [
      first.community + nature.community,
      first.kind + nature.kind,
      first.severity + nature.severity,
      first.level + nature.level,
    ];
    for (const cell of cells) {
      due[cell]++;
      if (kept) onTime[cell]++;
    }
  }
}
