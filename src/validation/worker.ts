import { workerData } from 'node:worker_threads';
import { cityFromShared, type SharedCity } from '../city/shared.ts';
import type { Scenario } from '../scenario/schema.ts';
import { catalogue } from './catalogue.ts';
import { ENGINE } from './engine.ts';
import type { Readings } from './experiment.ts';
import type { TownshipRecord } from './township/demand.ts';
import { recordTownship } from './township/record.ts';

/** What every thread needs. */
export interface SharedWork {
  readonly scenario: Scenario;
  readonly city: SharedCity;
}

/** One piece of an experiment of the catalogue. */
export interface Piece {
  readonly experiment: string;
  readonly piece: number;
  readonly seed: string;
}

/** One replication of the scenario, in which a township is watched. */
export interface TownshipPiece {
  readonly township: number;
  readonly replication: number;
}

const shared = workerData as SharedWork;
const city = cityFromShared(shared.city);
const experiments = new Map(catalogue(shared.scenario).map((experiment) => [experiment.name, experiment]));

/** Task of the pool: the readings of one piece. */
export default function run({ experiment, piece, seed }: Piece): Promise<Readings> {
  const found = experiments.get(experiment);
  if (found === undefined) throw new RangeError(`there is no experiment "${experiment}"`);
  return found.run({ seed, piece, engine: ENGINE, city });
}

/** Task of the pool: what the township's local crews did in one replication. */
export function record({ township, replication }: TownshipPiece): Promise<TownshipRecord> {
  return recordTownship(shared.scenario, city, township, replication);
}
