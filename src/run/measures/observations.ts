import { binOf } from '../../kernel/histogram.ts';
import { BASIC_LAYERS, type BasicCells, type Cells } from './cells.ts';
import { ABSENT, Observed, type ObservedRows, UNFINISHED } from './observed.ts';
import { type Clocks, STAGES } from './stages.ts';
import { countObserved } from './tabulate.ts';
import { type Window, within } from './window.ts';

const STAGE_COUNT = STAGES.length;

/** What an incident is for the breakdowns: its cells in the basic layers. */
export type Nature = BasicCells;

/** The times of one replication's cohort, numbers per row of `Cells`. */
export interface StageRecord {
  readonly rows: ObservedRows;
  readonly finished: Float64Array;
  readonly unfinished: Float64Array;
  /** Seconds, each time restricted. */
  readonly sums: Float64Array;
  /** Longest finished time of each stage in the whole city, NaN without any. */
  readonly longest: Float64Array;
}

/** Collects the times of the cohort, with exact sums. */
export class Observations {
  private readonly observed = new Observed();
  private readonly bins = new Uint16Array(STAGE_COUNT);
  /** Seconds of each cell of the basic layers, all stages of a cell side by side: an incident touches few places. */
  private readonly seconds: Float64Array;
  private readonly first: BasicCells;
  private readonly longest = new Float64Array(STAGE_COUNT).fill(Number.NaN);
  private readonly cells: Cells;
  private readonly window: Window;

  constructor(cells: Cells, window: Window) {
    this.cells = cells;
    this.window = window;
    this.seconds = new Float64Array(cells.rows);
    this.first = cells.basic();
  }

  /** Enters the times of an incident whose clocks started in the window. */
  add(clocks: Clocks, nature: Nature): void {
    const { bins, window, first, seconds: sums } = this;
    const community = (first.community + nature.community) * STAGE_COUNT;
    const kind = (first.kind + nature.kind) * STAGE_COUNT;
    const severity = (first.severity + nature.severity) * STAGE_COUNT;
    const level = (first.level + nature.level) * STAGE_COUNT;
    let belongs = false;
    for (let stage = 0; stage < STAGE_COUNT; stage++) {
      const start = clocks.starts[stage];
      let bin = ABSENT;
      if (within(window, start)) {
        belongs = true;
        const seconds = clocks.stops[stage] - start;
        const finished = seconds <= window.restriction;
        bin = finished ? binOf(seconds) : UNFINISHED;
        if (finished && !(seconds <= this.longest[stage])) this.longest[stage] = seconds;
        const restricted = finished ? seconds : window.restriction;
        sums[community + stage] += restricted;
        sums[kind + stage] += restricted;
        sums[severity + stage] += restricted;
        sums[level + stage] += restricted;
      }
      bins[stage] = bin;
    }
    if (belongs) this.observed.add(bins, nature);
  }

  record(): StageRecord {
    const { cells, longest } = this;
    const rows = this.observed.rows();
    const sums = this.sums();
    cells.foldRows(sums);
    return { rows, ...countObserved(rows, cells), sums, longest };
  }

  /** The sums in rows. */
  private sums(): Float64Array {
    const { cells, seconds } = this;
    const sums = new Float64Array(cells.rows);
    for (const layer of BASIC_LAYERS) {
      const size = cells.names[layer].length;
      for (let stage = 0; stage < STAGE_COUNT; stage++) {
        const row = cells.row(layer, stage);
        for (let cell = 0; cell < size; cell++)
          sums[row + cell] = seconds[(cells.cell(layer) + cell) * STAGE_COUNT + stage];
      }
    }
    return sums;
  }
}
