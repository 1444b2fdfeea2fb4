import { workerData } from 'node:worker_threads';
import { cityFromShared, type SharedCity } from '../city/shared.ts';
import type { ReplicationRecord } from './record.ts';
import { type Plan, runReplication } from './replication.ts';

/** A plan as it goes to another thread. */
export interface SharedPlan extends Omit<Plan, 'city'> {
  readonly city: SharedCity;
}

const shared = workerData as SharedPlan;
const plan: Plan = { ...shared, city: cityFromShared(shared.city) };

/**
 * Task of the pool: one replication. The record is copied to the thread that asked, not handed over: once a thread has
 * given away a buffer, V8 looks at every access to any array of it whether that was the one.
 */
export default function replicate(replication: number): Promise<ReplicationRecord> {
  return runReplication(plan, replication);
}
