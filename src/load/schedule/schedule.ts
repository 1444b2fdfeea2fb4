import type { City } from '../../city/city.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { openPart } from './open-part.ts';
import type { OpenOperation } from './operation.ts';
import type { Ramp } from './ramp.ts';
import { reportsOnly } from './reports-only.ts';
import type { Start } from './start.ts';

/** What is to be sent whatever becomes of it. */
export interface Plan {
  readonly scenario: Scenario;
  readonly city: City;
  readonly start: Start;
  /** Simulated over wall seconds, and wall seconds. */
  readonly speed: number;
  readonly duration: number;
  readonly ramp: Ramp;
  /** Reports a wall second where nothing else is sent; null for a whole city. */
  readonly reportsOnly: number | null;
}

/** The operations of a plan in order of time: a pure function of it. */
export function* schedule(plan: Plan): Generator<OpenOperation, void, undefined> {
  const { scenario, city, start, speed, duration, ramp, reportsOnly: rate } = plan;
  const until = start.at + duration * speed;
  if (rate === null) {
    yield* openPart(scenario, city, start, until, { ramp, speed });
    return;
  }
  for (const operation of reportsOnly(scenario, city, start, { rate, ramp, speed })) {
    if (operation.at >= until) return;
    yield operation;
  }
}
