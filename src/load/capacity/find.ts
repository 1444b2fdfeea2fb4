import { BackendError } from '../../backend/backend-error.ts';
import { type Problem, ScenarioError } from '../../scenario/problem.ts';
import type { Target } from '../../scenario/target.ts';
import type { LoadResult } from '../result.ts';
import { CapacitySearch, type Point, type SearchSetting } from './search.ts';
import { type Trial, trialOf } from './trial.ts';

/** A load that was made for a trial, and where its files are, below the result's folder. */
export interface TrialLoad {
  readonly result: LoadResult;
  readonly folder: string;
}

export interface FindRequest {
  readonly search: SearchSetting;
  /** So many loads at most. */
  readonly mostTrials: number;
  /** Makes the load at a multiple, number 1 being the first. */
  readonly load: (multiple: number, number: number) => Promise<TrialLoad>;
  readonly onTrial: (trial: Trial, number: number) => void;
  /** Aborting ends the search; the trials that were finished count. */
  readonly signal: AbortSignal;
}

/**
 * Why a search ended: the edge was found; everything up to the largest multiple held; it had no more trials; it was
 * interrupted; or the backend could not be provisioned again.
 */
export const STOPPED = ['found', 'most', 'trials', 'interrupted', 'gone'] as const;
type Stopped = (typeof STOPPED)[number];

export interface Found {
  /** The largest multiple that held below the first that did not. */
  readonly holds: Point | undefined;
  /** The first multiple that did not hold. */
  readonly end: Point | undefined;
  readonly stopped: Stopped;
  /** Why the backend could not be provisioned again. */
  readonly problems: readonly Problem[];
  readonly trials: readonly Trial[];
  /** The first trial's, for what all of them have in common. */
  readonly first: LoadResult | undefined;
}

/** What a search for a capacity yields: plain data, from which every table, report and file is made. */
export interface CapacityResult extends Found {
  readonly first: LoadResult;
  readonly search: SearchSetting;
  readonly mostTrials: number;
  /** The scenario's own `incidents.scale`, which the multiples are multiples of. */
  readonly scale: number;
  readonly targets: readonly Target[];
  /** Nobody gave targets. */
  readonly byDefault: boolean;
  readonly hash: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
}

/** Searches with one load after another. Throws what the first load throws. */
export async function findCapacity(request: FindRequest): Promise<Found> {
  const { mostTrials, signal, load, onTrial } = request;
  const search = new CapacitySearch(request.search);
  const trials: Trial[] = [];
  let first: LoadResult | undefined;
  const found = (stopped: Stopped, problems: readonly Problem[] = []): Found => {
    return { holds: search.low, end: search.high, stopped, problems, trials, first };
  };
  for (let multiple = search.next(); multiple !== undefined; multiple = search.next()) {
    if (trials.length === mostTrials) return found('trials');
    try {
      const { result, folder } = await load(multiple, trials.length + 1);
      if (signal.aborted || result.interrupted) return found('interrupted');
      first ??= result;
      const trial = trialOf(multiple, result, folder);
      search.record(multiple, trial.outcome);
      trials.push(trial);
      onTrial(trial, trials.length);
    } catch (error) {
      if (signal.aborted) return found('interrupted');
      const mendable = error instanceof BackendError || error instanceof ScenarioError;
      if (trials.length === 0 || !mendable) throw error;
      return found('gone', error.problems);
    }
  }
  return found(search.high === undefined ? 'most' : 'found');
}
