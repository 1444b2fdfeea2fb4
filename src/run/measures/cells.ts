import type { City } from '../../city/city.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { CHANNELS, LEVELS, SEVERITIES } from '../../scenario/terms.ts';
import { DIMENSIONS } from '../result.ts';
import { STAGES } from './stages.ts';

/** The whole city as a layer of one cell, and the dimensions of the breakdowns. */
export const LAYERS = ['city', ...DIMENSIONS] as const;
export type Layer = (typeof LAYERS)[number];

/** Layers in which everything is entered; the others add up from them. */
export const BASIC_LAYERS = ['community', 'kind', 'severity', 'level'] as const;
export type BasicLayer = (typeof BASIC_LAYERS)[number];
/** A number for each of the basic layers. */
export type BasicCells = Readonly<Record<BasicLayer, number>>;

interface Fold {
  readonly from: Layer;
  readonly to: Layer;
  /** Cell of `to` that each cell of `from` belongs to. */
  readonly parent: ArrayLike<number>;
}

/**
 * The cells of all breakdowns in one row of numbers. What happens is entered in the four basic layers (community, kind,
 * severity, level) and added up to the others. Numbers per cell stand at `cell`, numbers per cell and stage at `row`.
 */
export class Cells {
  readonly names: Readonly<Record<Layer, readonly string[]>>;
  readonly total: number;
  private readonly first: Readonly<Record<Layer, number>>;
  /** How layers add up from others, those first that others build on. */
  readonly folds: readonly Fold[];

  constructor(scenario: Scenario, city: City) {
    const kinds = Object.entries(scenario.incidents.kinds).sort(([a], [b]) => (a < b ? -1 : 1));
    const classes = [...new Set(kinds.map(([, kind]) => kind.class))].sort();
    this.names = {
      city: ['city'],
      unit: city.units.map(({ id }) => id),
      township: city.townships.map(({ code }) => code),
      community: city.communities.map(({ code }) => code),
      kind: kinds.map(([name]) => name),
      class: classes,
      channel: CHANNELS,
      severity: SEVERITIES,
      level: LEVELS,
    };
    this.folds = [
      { from: 'community', to: 'township', parent: city.communityTownship },
      { from: 'township', to: 'unit', parent: city.townshipUnit },
      { from: 'unit', to: 'city', parent: city.units.map(() => 0) },
      { from: 'kind', to: 'class', parent: kinds.map(([, kind]) => classes.indexOf(kind.class)) },
      { from: 'kind', to: 'channel', parent: kinds.map(([, kind]) => CHANNELS.indexOf(kind.channel)) },
    ];
    let total = 0;
    const first: Partial<Record<Layer, number>> = {};
    for (const layer of LAYERS) {
      first[layer] = total;
      total += this.names[layer].length;
    }
    this.first = first as Record<Layer, number>;
    this.total = total;
  }

  get rows(): number {
    return this.total * STAGES.length;
  }

  /** Place of a layer's first cell among the numbers per cell. */
  cell(layer: Layer): number {
    return this.first[layer];
  }

  /** The same of the basic layers. */
  basic(): BasicCells {
    const { community, kind, severity, level } = this.first;
    return { community, kind, severity, level };
  }

  /** Place of a layer's first cell among the numbers per cell and stage: the cells of a stage stand together. */
  row(layer: Layer, stage: number): number {
    return this.first[layer] * STAGES.length + stage * this.names[layer].length;
  }

  /** Adds up numbers per cell from the basic layers. */
  foldCells(values: Float64Array): void {
    for (const { from, to, parent } of this.folds) add(values, this.cell(from), this.cell(to), parent);
  }

  /** Adds up numbers per cell and stage from the basic layers. */
  foldRows(values: Float64Array): void {
    for (const { from, to, parent } of this.folds) {
      for (let stage = 0; stage < STAGES.length; stage++)
        add(values, this.row(from, stage), this.row(to, stage), parent);
    }
  }
}

function add(values: Float64Array, from: number, to: number, parent: ArrayLike<number>): void {
  for (let i = 0; i < parent.length; i++) values[to + parent[i]] += values[from + i];
}
