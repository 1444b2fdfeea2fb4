import { ACTIVITY } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import { type Scalar, share } from './scalar.ts';

/** How busy volunteers are while they are there, seen every hour. */
export class VolunteerLog {
  private there = 0;
  private busy = 0;
  private readonly groups: Int32Array;
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
    this.groups = Int32Array.from(world.volunteers.flat());
  }

  sampled(): void {
    const { present, activity } = this.world.crews;
    for (const crew of this.groups) {
      const isBusy = activity[crew] !== ACTIVITY.idle;
      if (isBusy) this.busy++;
      if (isBusy || present[crew] === 1) this.there++;
    }
  }

  utilisation(): Scalar {
    return share(this.busy, this.there);
  }
}
