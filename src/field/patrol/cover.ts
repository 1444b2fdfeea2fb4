import { type City, GRID_COMPREHENSIVE } from '../../city/city.ts';
import type { World } from '../world.ts';

/**
 * Who walks for whom today: the round of a comprehensive grid whose workers are all away (rest, leave, vacancy) falls to
 * a colleague on duty in the same community, in turn; each covers one grid at the most.
 */
export function planCover(w: World, day: number): void {
  const { city, roster, rounds, scenario } = w;
  const { coverRounds, enabled } = scenario.patrol;
  rounds.coverLeft.fill(0);
  if (coverRounds === 0 || !enabled) return;
  let worker = 0;
  for (let community = 0; community < city.communities.length; community++) {
    const first = worker;
    while (worker < roster.workers && roster.community[worker] === community) worker++;
    const onDuty: number[] = [];
    const walked = new Set<number>();
    for (let k = first; k < worker; k++) {
      if (roster.isOff(k, day)) continue;
      walked.add(roster.grid[k]);
      if (city.gridKind[roster.grid[k]] === GRID_COMPREHENSIVE) onDuty.push(k);
    }
    let turn = day;
    let helpers = onDuty.length;
    for (const grid of uncovered(city, community, walked)) {
      if (helpers === 0) break;
      const helper = onDuty[turn % onDuty.length];
      rounds.cover[helper] = grid;
      rounds.coverLeft[helper] = coverRounds;
      turn++;
      helpers--;
    }
  }
}

function* uncovered(city: City, community: number, walked: ReadonlySet<number>): Generator<number> {
  for (let g = city.communityGrids[community]; g < city.communityGrids[community + 1]; g++) {
    if (city.gridKind[g] === GRID_COMPREHENSIVE && !walked.has(g)) yield g;
  }
}
