import { workerData } from 'node:worker_threads';
import { BackendError } from '../backend/backend-error.ts';
import { cityFromShared, type SharedCity } from '../city/shared.ts';
import type { ReplicationRecord } from './record.ts';
import { type Plan, runReplication } from './replication.ts';

/** The backend stopped: an error of a class of its own would not arrive as one. */
export interface Stopped {
  readonly stopped: Pick<BackendError, 'problems' | 'before'>;
}

/** A plan as it goes to another thread. */
export interface SharedPlan extends Omit<Plan, 'city'> {
  readonly city: SharedCity;
}

const shared = workerData as SharedPlan;
const plan: Plan = { ...shared, city: cityFromShared(shared.city) };

/**
 * On the first day the arrays of the replication before are given back, of which V8 by itself would keep two or three.
 * Not earlier: with the last world V8 would forget what it has compiled for it.
 */
function collectOnce(): () => undefined {
  let isDone = false;
  return () => {
    if (!isDone) globalThis.gc?.();
    isDone = true;
  };
}

/**
 * Task of the pool: one replication. The record is copied to the thread that asked, not handed over: once a thread has
 * given away a buffer, V8 looks at every access to any array of it whether that was the one.
 */
export default async function replicate(replication: number): Promise<ReplicationRecord | Stopped> {
  try {
    return await runReplication(plan, replication, collectOnce());
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const { problems, before } = error;
    return { stopped: { problems, before } };
  }
}
