import { type City, GRID_EXCLUSIVE } from '../../city/city.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Travel } from '../travel.ts';

/**
 * The way of a round through each grid's micro-grids, and how long each visit takes with the way to it. Dwell is the
 * larger of the usual dwell and what makes the whole round last the minutes it must.
 */
export interface Tours {
  /** Micro-grids in the order of the tour; a grid's stand at gridMicros[g] .. gridMicros[g + 1] - 1. */
  readonly stops: Int32Array;
  /** Seconds from the stop before (the last one for the first) to the end of the visit. */
  readonly visitSeconds: Float64Array;
  /** Seconds within the micro-grid, for who comes from elsewhere. */
  readonly stopSeconds: Float64Array;
}

/** Each tour goes from the community's office always to the nearest micro-grid left, then on from the last to the first. */
export function planTours(city: City, { patrol, travel: settings }: Scenario, travel: Travel): Tours {
  const { gridMicros, microX: x, microY: y, microArea, microRoadFactor, gridCommunity, communityX, communityY } = city;
  const speed = settings.metresPerSecond[patrol.mobility];
  const stops = new Int32Array(x.length);
  const visitSeconds = new Float64Array(x.length);
  const stopSeconds = new Float64Array(x.length);
  for (let g = 0; g + 1 < gridMicros.length; g++) {
    const first = gridMicros[g];
    const n = gridMicros[g + 1] - first;
    const left = Array.from({ length: n }, (_, i) => first + i);
    let atX = communityX[gridCommunity[g]];
    let atY = communityY[gridCommunity[g]];
    for (let i = first; i < first + n; i++) {
      const next = left.reduce((best, m) =>
        apart(x[m], y[m], atX, atY) < apart(x[best], y[best], atX, atY) ? m : best,
      );
      left.splice(left.indexOf(next), 1);
      stops[i] = next;
      atX = x[next];
      atY = y[next];
    }
    let walking = 0;
    for (let i = first; i < first + n; i++) {
      const stop = stops[i];
      const before = stops[i === first ? first + n - 1 : i - 1];
      const leg = travel.distance(x[before], y[before], x[stop], y[stop], microRoadFactor[stop]) / speed;
      const within =
        settings.metric === 'none' ? 0 : settings.withinMicroGrid * Math.sqrt(microArea[stop]) * microRoadFactor[stop];
      stopSeconds[i] = within / speed;
      visitSeconds[i] = leg + stopSeconds[i];
      walking += visitSeconds[i];
    }
    const minutes = city.gridKind[g] === GRID_EXCLUSIVE ? patrol.exclusive.roundMinutes : patrol.roundMinutes;
    const dwell = Math.max(patrol.dwellMinutes * 60, (minutes * 60 - walking) / n);
    for (let i = first; i < first + n; i++) {
      visitSeconds[i] += dwell;
      stopSeconds[i] += dwell;
    }
  }
  return { stops, visitSeconds, stopSeconds };
}

function apart(ax: number, ay: number, bx: number, by: number): number {
  return (ax - bx) * (ax - bx) + (ay - by) * (ay - by);
}
