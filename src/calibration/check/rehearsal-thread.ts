import { parentPort, workerData } from 'node:worker_threads';
import { cityFromShared, type SharedCity } from '../../city/shared.ts';
import { type Rehearsal, type RehearsalPlan, rehearse } from './rehearse.ts';

/** A plan as it goes to another thread. */
export interface SharedRehearsal extends Omit<RehearsalPlan, 'city'> {
  readonly city: SharedCity;
}

/** What the thread says: days done, and at last the result. */
export type Told = { readonly days: number } | { readonly rehearsal: Rehearsal };

const shared = workerData as SharedRehearsal;
const tell = (told: Told) => parentPort?.postMessage(told);

const plan = { ...shared, city: cityFromShared(shared.city) };
tell({ rehearsal: await rehearse(plan, (days) => tell({ days })) });
