import { Piscina } from 'piscina';
import type { City } from '../city/city.ts';
import { shareCity } from '../city/shared.ts';
import type { Scenario } from '../scenario/schema.ts';
import { catalogue } from './catalogue.ts';
import { ENGINE } from './engine.ts';
import type { Readings } from './experiment.ts';
import type { Piece, SharedWork } from './worker.ts';

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/** Who runs pieces of experiments, several at a time. */
export interface Pieces {
  run(piece: Piece): Promise<Readings>;
  /** Leaves behind what is running. */
  end(): Promise<void>;
}

/** Runs pieces in so many threads; one thread is this one. */
export function openPieces(scenario: Scenario, city: City, threads: number): Pieces {
  if (threads > 1) return pool({ scenario, city: shareCity(city) }, threads);
  const experiments = new Map(catalogue(scenario).map((experiment) => [experiment.name, experiment]));
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;
  return {
    run({ experiment, piece, seed }) {
      const readings = last.then(() => {
        const found = experiments.get(experiment);
        if (ended || found === undefined) throw new Error(`${experiment} was left behind`);
        return found.run({ seed, piece, engine: ENGINE, city });
      });
      last = readings.catch(() => {});
      return readings;
    },
    end: async () => {
      ended = true;
    },
  };
}

function pool(workerData: SharedWork, threads: number): Pieces {
  const workers = new Piscina({ filename: WORKER.href, workerData, minThreads: threads, maxThreads: threads });
  let ended = false;
  workers.on('error', (error: Error) => {
    // What a thread that is left behind still has to say comes as an error.
    if (!ended) throw error;
  });
  return {
    run: (piece) => workers.run(piece),
    end: () => {
      ended = true;
      return workers.destroy();
    },
  };
}
