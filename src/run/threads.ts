import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { BackendError } from '../backend/backend-error.ts';
import { shareCity } from '../city/shared.ts';
import type { ReplicationRecord } from './record.ts';
import { type Plan, runReplication } from './replication.ts';
import type { SharedPlan, Stopped } from './worker.ts';

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
/** Most of what a replication allocates dies young: less costs time, more only memory. */
const NURSERY_MEGABYTES = 12;
/** Several times what a city's incidents need at their usual rate; V8 collects the sooner the less it may have. */
const HEAP_MEGABYTES = 512;

/** Who simulates replications, several at a time. */
export interface Threads {
  /** So many replications may be under way or waiting to be pooled. */
  readonly atOnce: number;
  /** Rejects when the replication fails, or is left behind by `end`. */
  replicate(replication: number): Promise<ReplicationRecord>;
  /** Leaves behind what is running. */
  end(): Promise<void>;
}

/** Threads for a plan, to be ended by `end`; a single one is this thread itself. */
export function openThreads(plan: Plan, number: number): Threads {
  return number === 1 ? thisThread(plan) : pool(plan, number);
}

/** One replication after another in this thread, which breathes once a simulated day. */
function thisThread(plan: Plan): Threads {
  let ended = false;
  const breathe = async () => {
    await setImmediate();
    if (ended) throw new Error('the replication was left behind');
  };
  return {
    atOnce: 1,
    replicate: (replication) => runReplication(plan, replication, breathe),
    end: async () => {
      ended = true;
    },
  };
}

/** A pool of threads that share the city's arrays. */
function pool(plan: Plan, number: number): Threads {
  const workerData: SharedPlan = { ...plan, city: shareCity(plan.city) };
  // Threads made from now on can collect what a replication leaves behind.
  setFlagsFromString('--expose-gc');
  const workers = new Piscina({
    filename: WORKER.href,
    workerData,
    minThreads: number,
    maxThreads: number,
    // A thread that sleeps until it is woken may, now and then, not be ended: it waits for messages instead.
    atomics: 'disabled',
    resourceLimits: {
      maxYoungGenerationSizeMb: NURSERY_MEGABYTES,
      maxOldGenerationSizeMb: HEAP_MEGABYTES * Math.max(1, plan.scenario.incidents.scale),
    },
  });
  let ended = false;
  workers.on('error', (error: Error) => {
    // What a thread that is left behind still has to say comes as an error.
    if (!ended) throw error;
  });
  return {
    atOnce: 2 * number,
    async replicate(replication) {
      const record: ReplicationRecord | Stopped = await workers.run(replication);
      if ('stopped' in record) throw BackendError.again(record.stopped);
      return record;
    },
    end: () => {
      ended = true;
      return workers.destroy();
    },
  };
}
