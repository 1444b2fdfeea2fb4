import { Field } from '../../src/field/field.ts';
import type { Order } from '../../src/port/orders.ts';
import type { Duration, Scenario } from '../../src/scenario/schema.ts';
import { ENGINE, type Engine, fieldOf, staged } from '../../src/validation/engine.ts';

/** Engines with one fault each. */

const SLOW = 1.03;

function slower(duration: Duration): Duration {
  if (duration.dist === 'deterministic') return { ...duration, value: duration.value * SLOW };
  if ('mean' in duration) return { ...duration, mean: duration.mean * SLOW };
  throw new RangeError(`not made slower: ${duration.dist}`);
}

/** Every service takes 3 % longer than the scenario says. */
export const SLOW_SERVICE: Engine = (play) => {
  const scenario: Scenario = structuredClone(play.scenario);
  scenario.centres.township.signSeconds = slower(scenario.centres.township.signSeconds);
  for (const kind of Object.values(scenario.incidents.kinds)) kind.effortMinutes = slower(kind.effortMinutes);
  // The counter keeps the scenario that it was made with: its desk is told as well.
  Object.assign(play.scenario.centres.township, scenario.centres.township);
  return ENGINE({ ...play, scenario });
};

/** A crew that is called to a second job goes on with the first at the same time. */
class DoubleBooking extends Field {
  override apply(orders: readonly Order[]): void {
    for (const order of orders) {
      if (order.type === 'assign') this.world.crews.task[order.crew] = -1;
      super.apply([order]);
    }
  }
}

export const DOUBLE_BOOKED: Engine = (play) => staged(play, new DoubleBooking(...fieldOf(play)));
