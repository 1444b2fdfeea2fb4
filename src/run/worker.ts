import { workerData } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { cityFromShared, type SharedCity } from '../city/shared.ts';
import { buffersOf, type ReplicationRecord } from './record.ts';
import { type Plan, runReplication } from './replication.ts';

/** A plan as it goes to another thread. */
export interface SharedPlan extends Omit<Plan, 'city'> {
  readonly city: SharedCity;
}

const shared = workerData as SharedPlan;
const plan: Plan = { ...shared, city: cityFromShared(shared.city) };

/** Task of the pool: one replication; the record's buffers are handed over to the thread that asked. */
export default async function replicate(replication: number): Promise<unknown> {
  const record: ReplicationRecord = await runReplication(plan, replication);
  return move({ [valueSymbol]: record, [transferableSymbol]: buffersOf(record) });
}
