import { cityFromShared, type SharedCity } from '../../city/shared.ts';
import { serve } from '../apart.ts';
import { type RehearsalPlan, rehearse } from './rehearse.ts';

/** A plan as it goes to another thread. */
export interface SharedRehearsal extends Omit<RehearsalPlan, 'city'> {
  readonly city: SharedCity;
}

await serve<SharedRehearsal>((shared, dayPassed) =>
  rehearse({ ...shared, city: cityFromShared(shared.city) }, dayPassed),
);
