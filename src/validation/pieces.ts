import { Piscina } from 'piscina';
import type { City } from '../city/city.ts';
import { shareCity } from '../city/shared.ts';
import type { Scenario } from '../scenario/schema.ts';
import { catalogue } from './catalogue.ts';
import { ENGINE } from './engine.ts';
import type { Readings } from './experiment.ts';
import type { TownshipRecord } from './township/demand.ts';
import { recordTownship } from './township/record.ts';
import type { Piece, SharedWork, TownshipPiece } from './worker.ts';

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** Who runs pieces of experiments and replications of the scenario, several at a time. */
export interface Pieces {
  run(piece: Piece): Promise<Readings>;
  /** See `recordTownship`. */
  record(piece: TownshipPiece): Promise<TownshipRecord>;
  /** Leaves behind what is running. */
  end(): Promise<void>;
}

/** Runs pieces in so many threads; one thread is this one. */
export function openPieces(scenario: Scenario, city: City, threads: number): Pieces {
  if (threads > 1) return pool({ scenario, city: shareCity(city) }, threads);
  const experiments = new Map(catalogue(scenario).map((experiment) => [experiment.name, experiment]));
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(() => {
      if (ended) throw new Error('a piece was left behind');
      return work();
    });
    last = result.catch(() => {});
    return result;
  };
  return {
    run: ({ experiment, piece, seed }) =>
      inTurn(() => {
        const found = experiments.get(experiment);
        if (found === undefined) throw new RangeError(`there is no experiment "${experiment}"`);
        return found.run({ seed, piece, engine: ENGINE, city });
      }),
    record: ({ township, replication }) => inTurn(() => recordTownship(scenario, city, township, replication)),
    end: async () => {
      ended = true;
    },
  };
}

function pool(workerData: SharedWork, threads: number): Pieces {
  const workers = new Piscina({
    filename: WORKER.href,
    workerData,
    minThreads: threads,
    maxThreads: threads,
    // As for replications: one that sleeps until it is woken may, now and then, not be ended.
    atomics: 'disabled',
  });
  let ended = false;
  workers.on('error', (error: Error) => {
    // What a thread that is left behind still has to say comes as an error.
    if (!ended) throw error;
  });
  return {
    run: (piece) => workers.run(piece),
    record: (piece) => workers.run(piece, { name: 'record' }),
    end: () => {
      ended = true;
      return workers.destroy();
    },
  };
}
