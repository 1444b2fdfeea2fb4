import { type City, GRID_EXCLUSIVE } from '../../city/city.ts';
import type { Roster } from '../../port/roster.ts';
import { EXERCISE } from '../outside.ts';
import { BASE, MOST } from './api.ts';
import type { CrewRow, PlaceLevel, PlaceRow } from './provision-api.ts';
import type { HttpRequest } from './transport.ts';
import { orNull } from './wire-report.ts';

/** Crews have longer rows than places: so many stay well below the largest body. */
const CREWS_PER_PAGE = 500;

/**
 * The requests that provision a new exercise, to be sent one after another: the exercise, its places from the top down,
 * and its crews with their duty on the days `from` to `to`. The clock is started afterwards, by POST /exercise/start.
 */
export function* provisioning(
  exercise: { readonly id: string; readonly scenario: string; readonly startDate: string },
  city: City,
  roster: Roster,
  from: number,
  to: number,
): Generator<HttpRequest> {
  const scenario = `${EXERCISE} ${exercise.scenario}`.slice(0, MOST.name);
  yield { method: 'PUT', path: `${BASE}/exercise`, body: JSON.stringify({ ...exercise, scenario }) };
  for (const [level, rows] of Object.entries(placeRows(city))) {
    yield* pages(`${BASE}/exercise/places`, { level }, rows.length, MOST.rows, (i) => rows[i]);
  }
  const crew = (i: number): CrewRow => crewRow(roster, i, from, to);
  yield* pages(`${BASE}/exercise/crews`, {}, roster.crews, CREWS_PER_PAGE, crew);
}

function* pages(
  path: string,
  more: object,
  number: number,
  most: number,
  row: (i: number) => object,
): Generator<HttpRequest> {
  for (let from = 0; from < number; from += most) {
    const rows = Array.from({ length: Math.min(most, number - from) }, (_, i) => row(from + i));
    yield { method: 'POST', path, body: JSON.stringify({ ...more, from, rows }) };
  }
}

function placeRows(city: City): { [L in PlaceLevel]: PlaceRow<L>[] } {
  return {
    unit: city.units.map(({ id, name, kind }, i) => ({
      id,
      ...name,
      kind,
      x: city.unitX[i],
      y: city.unitY[i],
    })),
    township: city.townships.map(({ code, name, kind }, i) => ({
      code,
      name,
      kind,
      unit: city.townshipUnit[i],
      x: city.townshipX[i],
      y: city.townshipY[i],
    })),
    community: city.communities.map(({ code, name, kind }, i) => ({
      code,
      name,
      kind,
      township: city.communityTownship[i],
      x: city.communityX[i],
      y: city.communityY[i],
    })),
    grid: Array.from(city.gridKind, (kind, i) => ({
      kind: kind === GRID_EXCLUSIVE ? 'exclusive' : 'comprehensive',
      community: city.gridCommunity[i],
    })),
    micro: Array.from(city.microX, (x, i) => ({ grid: city.microGrid[i], x, y: city.microY[i] })),
  };
}

function crewRow(roster: Roster, crew: number, from: number, to: number): CrewRow {
  const { micro, grid, community, township, unit } = roster.home(crew);
  const { weekly, off } = roster.duty(crew, from, to);
  return {
    role: roster.role(crew),
    level: roster.level(crew),
    matters: [...roster.matters(crew)],
    home: {
      micro: orNull(micro),
      grid: orNull(grid),
      community: orNull(community),
      township: orNull(township),
      unit: orNull(unit),
    },
    x: roster.x(crew),
    y: roster.y(crew),
    duty: { weekly: weekly.map(([begin, end]): [number, number] => [begin, end]), off: [...off] },
  };
}
