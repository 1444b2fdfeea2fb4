import type { City } from '../../city/city.ts';
import { compileGroups, GROUP } from '../../field/staffing/groups.ts';
import { Travel } from '../../field/travel.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Atom } from '../theory/hypercube.ts';
import type { Server } from './local.ts';

/** Mean distance of a random point of a circle from its middle, in radii: incidents lie in a circle round the micro-grid's middle. */
const MEAN_FROM_MIDDLE = 2 / 3;
const MONDAY = 1;

/**
 * How long crews travel to micro-grids, and whom the scenario's policy would send first. A worker without a call is
 * taken to be at any micro-grid of its grid alike, one of the community's staff at its office.
 */
export class Beats {
  private readonly city: City;
  private readonly travel: Travel;
  private readonly workerSpeed: number;
  private readonly staffSpeed: number;
  private readonly ownFirst: boolean;
  private readonly known = new Map<string, number>();

  constructor(scenario: Scenario, city: City) {
    this.city = city;
    this.travel = new Travel(scenario.travel, city.waters);
    const groups = compileGroups(scenario, MONDAY);
    this.workerSpeed = groups[GROUP.worker].speed;
    this.staffSpeed = groups[GROUP.communityStaff].speed;
    this.ownFirst = scenario.backend.policy === 'ownGridFirst';
  }

  isOwn({ grid }: Server, micro: number): boolean {
    return grid === this.city.microGrid[micro];
  }

  /** Mean seconds to an incident in a micro-grid for a crew that is called there. */
  seconds(server: Server, micro: number): number {
    const key = `${server.key} ${micro}`;
    const known = this.known.get(key) ?? this.measure(server, micro);
    this.known.set(key, known);
    return known;
  }

  /** The same for the worker who stands in the middle of it. */
  onTheSpot(micro: number): number {
    return this.within(micro) / this.workerSpeed;
  }

  private measure({ grid }: Server, micro: number): number {
    const { city } = this;
    if (grid < 0) {
      const community = city.gridCommunity[city.microGrid[micro]];
      return this.way(city.communityX[community], city.communityY[community], micro) / this.staffSpeed;
    }
    let metres = 0;
    for (let from = city.gridMicros[grid]; from < city.gridMicros[grid + 1]; from++)
      metres += from === micro ? this.within(micro) : this.way(city.microX[from], city.microY[from], micro);
    return metres / (city.gridMicros[grid + 1] - city.gridMicros[grid]) / this.workerSpeed;
  }

  private way(x: number, y: number, micro: number): number {
    const { microX, microY, microRoadFactor } = this.city;
    return this.travel.distance(x, y, microX[micro], microY[micro], microRoadFactor[micro]);
  }

  private within(micro: number): number {
    const { microArea, microRoadFactor } = this.city;
    const middle = MEAN_FROM_MIDDLE * Math.sqrt(microArea[micro] / Math.PI);
    return this.travel.distance(0, 0, middle, 0, 1) === 0 ? 0 : middle * microRoadFactor[micro];
  }

  /** Calls per service time of each micro-grid, and the servers (by their place in the list) in the order of sending. */
  atoms(rates: ReadonlyMap<number, number>, onDuty: readonly Server[]): Atom[] {
    return [...rates].map(([micro, rate], atom) => {
      const rank = (j: number) => (this.ownFirst && this.isOwn(onDuty[j], micro) ? 0 : 1);
      // Those equally near take turns from atom to atom.
      const turn = (j: number) => (j + atom) % onDuty.length;
      const preference = onDuty.map((_, j) => j);
      preference.sort(
        (a, b) =>
          rank(a) - rank(b) || this.seconds(onDuty[a], micro) - this.seconds(onDuty[b], micro) || turn(a) - turn(b),
      );
      return { rate, preference };
    });
  }
}
