import { grown } from '../../kernel/grown.ts';
import type { BasicCells, BasicLayer } from './cells.ts';
import { STAGES } from './stages.ts';

const STAGE_COUNT = STAGES.length;
const FEWEST = 4096;

/** Instead of a bin: the clock did not start in the window; it never stopped. */
export const ABSENT = 0xffff;
export const UNFINISHED = 0xfffe;

/** Observed incidents in columns, plain data that another thread can take over: 22 bytes each. */
export interface ObservedRows extends Readonly<Record<BasicLayer, Uint16Array | Uint8Array>> {
  /** The bin of each stage's time, ABSENT or UNFINISHED; the stages of an incident side by side. */
  readonly bins: Uint16Array;
  /** The cell of each incident in the basic layers. */
  readonly community: Uint16Array;
  readonly kind: Uint16Array;
  readonly severity: Uint8Array;
  readonly level: Uint8Array;
}

/** A list of observed incidents that grows. */
export class Observed {
  length = 0;
  private bins = new Uint16Array(FEWEST * STAGE_COUNT);
  private community = new Uint16Array(FEWEST);
  private kind = new Uint16Array(FEWEST);
  private severity = new Uint8Array(FEWEST);
  private level = new Uint8Array(FEWEST);

  /** `bins`: of each stage. */
  add(bins: Uint16Array, nature: BasicCells): void {
    const i = this.length;
    this.makeRoom(i + 1);
    for (let stage = 0; stage < STAGE_COUNT; stage++) this.bins[i * STAGE_COUNT + stage] = bins[stage];
    this.community[i] = nature.community;
    this.kind[i] = nature.kind;
    this.severity[i] = nature.severity;
    this.level[i] = nature.level;
    this.length++;
  }

  append(rows: ObservedRows): void {
    const { length } = this;
    this.makeRoom(length + rows.level.length);
    this.bins.set(rows.bins, length * STAGE_COUNT);
    this.community.set(rows.community, length);
    this.kind.set(rows.kind, length);
    this.severity.set(rows.severity, length);
    this.level.set(rows.level, length);
    this.length += rows.level.length;
  }

  /** A copy. */
  rows(): ObservedRows {
    const { length } = this;
    return {
      bins: this.bins.slice(0, length * STAGE_COUNT),
      community: this.community.slice(0, length),
      kind: this.kind.slice(0, length),
      severity: this.severity.slice(0, length),
      level: this.level.slice(0, length),
    };
  }

  private makeRoom(least: number): void {
    if (least <= this.level.length) return;
    const length = Math.max(least, 2 * this.level.length);
    this.bins = grown(this.bins, length * STAGE_COUNT);
    this.community = grown(this.community, length);
    this.kind = grown(this.kind, length);
    this.severity = grown(this.severity, length);
    this.level = grown(this.level, length);
  }
}
