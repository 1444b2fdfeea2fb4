import { grown } from '../../kernel/grown.ts';
import { BINS, binOf } from '../../kernel/histogram.ts';
import { BASIC_LAYERS, type BasicLayer, type Cells, type Layer } from './cells.ts';
import { blocksOf, type CellHistograms, KEY_BINS, type StageTable } from './stage-table.ts';
import { type Clocks, STAGES } from './stages.ts';
import { type Window, within } from './window.ts';

const STAGE_COUNT = STAGES.length;
/** Instead of a bin: the clock did not start in the window; it never stopped. */
const ABSENT = 0xffff;
const UNFINISHED = 0xfffe;

/** What an incident is for the breakdowns: its cells in the basic layers. */
export type Nature = Readonly<Record<BasicLayer, number>>;

/** The times of one replication's cohort, per row of `Cells`. */
export interface StageRecord {
  readonly table: StageTable;
  readonly finished: Float64Array;
  readonly unfinished: Float64Array;
  /** Seconds, each time restricted. */
  readonly sums: Float64Array;
  /** Longest finished time of each stage in the whole city, NaN without any. */
  readonly longest: Float64Array;
}

/** The finished observations of a stage by rising bin, with the bins; and the others. */
interface SortedStage {
  readonly order: Uint32Array;
  readonly bins: Uint16Array;
  readonly unfinished: readonly number[];
}

/** Collects the times of the cohort: 22 bytes per incident, exact sums, and histograms once at the end. */
export class Observations {
  private length = 0;
  private bins = new Uint16Array(4096 * STAGE_COUNT);
  private communities = new Uint16Array(4096);
  private kinds = new Uint16Array(4096);
  private severities = new Uint8Array(4096);
  private levels = new Uint8Array(4096);
  private readonly sums: Float64Array;
  /** Rows of the first cells of the basic layers, four per stage. */
  private readonly basicRows: Int32Array;
  private readonly longest = new Float64Array(STAGE_COUNT).fill(Number.NaN);
  private readonly cells: Cells;
  private readonly window: Window;

  constructor(cells: Cells, window: Window) {
    this.cells = cells;
    this.window = window;
    this.sums = new Float64Array(cells.rows);
    this.basicRows = Int32Array.from(
      STAGES.flatMap((_, stage) => BASIC_LAYERS.map((layer) => cells.row(layer, stage))),
    );
  }

  /** Enters the times of an incident whose clocks started in the window. */
  add(clocks: Clocks, nature: Nature): void {
    const i = this.length;
    if (i === this.levels.length) this.grow();
    const { bins, window } = this;
    let belongs = false;
    for (let stage = 0; stage < STAGE_COUNT; stage++) {
      const start = clocks.starts[stage];
      let bin = ABSENT;
      if (within(window, start)) {
        belongs = true;
        const seconds = clocks.stops[stage] - start;
        const finished = !Number.isNaN(seconds);
        bin = finished ? binOf(seconds) : UNFINISHED;
        if (finished && !(seconds <= this.longest[stage])) this.longest[stage] = seconds;
        this.addSums(stage, nature, finished ? Math.min(seconds, window.restriction) : window.restriction);
      }
      bins[i * STAGE_COUNT + stage] = bin;
    }
    if (!belongs) return;
    this.communities[i] = nature.community;
    this.kinds[i] = nature.kind;
    this.severities[i] = nature.severity;
    this.levels[i] = nature.level;
    this.length++;
  }

  /** Adds everything up. */
  record(): StageRecord {
    const { cells, sums, longest, length } = this;
    cells.foldRows(sums);
    const finished = new Float64Array(cells.rows);
    const unfinished = new Float64Array(cells.rows);
    const stages = STAGES.map((_, stage) => this.sorted(stage));
    const basic = {
      community: this.communities.subarray(0, length),
      kind: this.kinds.subarray(0, length),
      severity: this.severities.subarray(0, length),
      level: this.levels.subarray(0, length),
    };
    const scratch = new Uint16Array(length);
    let lifted: { layer?: Layer; cellOf: Uint32Array } = { cellOf: new Uint32Array(0) };
    const table = Array.from(blocksOf(cells), ({ layer, index, row, size }) => {
      if (layer !== lifted.layer) lifted = { layer, cellOf: cells.lift(layer, basic) };
      const { cellOf } = lifted;
      for (const i of stages[index].unfinished) unfinished[row + cellOf[i]]++;
      return tabulate(stages[index], cellOf, finished.subarray(row, row + size), scratch);
    });
    return { table, finished, unfinished, sums, longest };
  }

  private addSums(stage: number, nature: Nature, seconds: number): void {
    const { basicRows, sums } = this;
    const first = stage * BASIC_LAYERS.length;
    sums[basicRows[first] + nature.community] += seconds;
    sums[basicRows[first + 1] + nature.kind] += seconds;
    sums[basicRows[first + 2] + nature.severity] += seconds;
    sums[basicRows[first + 3] + nature.level] += seconds;
  }

  private grow(): void {
    const length = 2 * this.levels.length;
    this.bins = grown(this.bins, length * STAGE_COUNT);
    this.communities = grown(this.communities, length);
    this.kinds = grown(this.kinds, length);
    this.severities = grown(this.severities, length);
    this.levels = grown(this.levels, length);
  }

  /** The observations of a stage in the order of their bins (counting sort). */
  private sorted(stage: number): SortedStage {
    const { length } = this;
    const column = new Uint16Array(length);
    for (let i = 0; i < length; i++) column[i] = this.bins[i * STAGE_COUNT + stage];
    const next = new Uint32Array(BINS + 1);
    const unfinished: number[] = [];
    for (let i = 0; i < length; i++) {
      if (column[i] < UNFINISHED) next[column[i] + 1]++;
      else if (column[i] === UNFINISHED) unfinished.push(i);
    }
    for (let bin = 0; bin < BINS; bin++) next[bin + 1] += next[bin];
    const order = new Uint32Array(next[BINS]);
    const bins = new Uint16Array(order.length);
    for (let i = 0; i < length; i++) {
      const bin = column[i];
      if (bin >= UNFINISHED) continue;
      order[next[bin]] = i;
      bins[next[bin]++] = bin;
    }
    return { order, bins, unfinished };
  }
}

/**
 * The histograms of a stage in one layer: the order by bin is sorted by cell on top, then read run by run. `finished`
 * takes the number of observations per cell; `scratch` has room for all of them.
 */
function tabulate(
  { order, bins }: SortedStage,
  cellOf: Uint32Array,
  finished: Float64Array,
  scratch: Uint16Array,
): CellHistograms {
  const ends = new Uint32Array(finished.length + 1);
  for (let k = 0; k < order.length; k++) ends[cellOf[order[k]] + 1]++;
  for (let cell = 0; cell < finished.length; cell++) {
    finished[cell] = ends[cell + 1];
    ends[cell + 1] += ends[cell];
  }
  for (let k = 0; k < order.length; k++) scratch[ends[cellOf[order[k]]]++] = bins[k];
  let runs = 0;
  for (let cell = 0, at = 0; cell < finished.length; cell++) {
    const first = at;
    for (; at < ends[cell]; at++) if (at === first || scratch[at] !== scratch[at - 1]) runs++;
  }
  const keys = new Uint32Array(runs);
  const counts = new Uint32Array(runs);
  let run = -1;
  for (let cell = 0, at = 0; cell < finished.length; cell++) {
    const first = at;
    for (; at < ends[cell]; at++) {
      if (at === first || scratch[at] !== scratch[at - 1]) keys[++run] = cell * KEY_BINS + scratch[at];
      counts[run]++;
    }
  }
  return { keys, counts };
}
