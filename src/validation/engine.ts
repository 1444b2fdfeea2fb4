import type { City } from '../city/city.ts';
import { Field } from '../field/field.ts';
import type { Observer } from '../field/observer.ts';
import type { Backend } from '../port/backend.ts';
import { VirtualDriver } from '../run/virtual.ts';
import type { Scenario } from '../scenario/schema.ts';

/** What an experiment puts on the stage: everything that the engine is made of. */
export interface Play {
  readonly scenario: Scenario;
  readonly city: City;
  readonly replication: number;
  readonly backend: Backend;
  readonly observer: Observer;
}

/** A field and its backend under way. */
export interface Stage {
  readonly field: Field;
  runUntil(seconds: number): Promise<void>;
}

/** Puts a play on the stage. Experiments know the engine by this alone, so that a test can hand them a broken one. */
export type Engine = (play: Play) => Promise<Stage>;

/** The field and the virtual driver that every run has. */
export const ENGINE: Engine = (play) => staged(play, new Field(...fieldOf(play)));

/** The arguments of the play's field. */
export function fieldOf({ scenario, city, replication, observer, backend }: Play): ConstructorParameters<typeof Field> {
  return [scenario, city, replication, observer, backend.capabilities.notices];
}

/** The play on the stage of a given field. */
export async function staged({ scenario, city, backend }: Play, field: Field): Promise<Stage> {
  const driver = new VirtualDriver(field, backend);
  const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
  await backend.start(city, field.roster, clock, driver.push);
  return { field, runUntil: (seconds) => driver.runUntil(seconds) };
}
