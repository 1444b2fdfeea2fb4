import type { CrewRoster } from '../../field/staffing/roster.ts';
import type { World } from '../../field/world.ts';
import { DAY, MINUTE } from '../../kernel/time.ts';

/** One who handles what a community settles itself: a grid's worker, or one of the community's staff (`grid` = -1). */
export interface Server {
  readonly crew: number;
  /** The same in every replication, though others may be vacant. */
  readonly key: string;
  readonly community: number;
  readonly grid: number;
  /** Which of its grid's, or of the community's staff, from 0. */
  readonly ordinal: number;
}

/** A stretch of time in which the same servers of a community are on duty. Seconds since the scenario's start. */
export interface Shift {
  readonly from: number;
  readonly to: number;
  readonly onDuty: readonly Server[];
}

/** The servers of one community: nobody else's are sent there, and they go nowhere else. */
export interface LocalCrews {
  readonly community: number;
  readonly servers: readonly Server[];
  /** Stretches of the window within the grid workers' hours, with somebody on duty, rising. */
  readonly shifts: readonly Shift[];
}

/** The local crews of each community of a township in a window of whole days. */
export function localCrews(world: World, township: number, from: number, to: number): LocalCrews[] {
  const { city, roster } = world;
  const first = city.townshipCommunities[township];
  const communities = Array.from({ length: city.townshipCommunities[township + 1] - first }, (_, i) => first + i);
  const servers = new Map<number, Server[]>(communities.map((community) => [community, []]));
  for (let crew = 0; crew < roster.crews; crew++) {
    if (roster.township[crew] !== township) continue;
    const role = roster.role(crew);
    if (role !== 'worker' && role !== 'communityStaff') continue;
    const grid = role === 'worker' ? roster.grid[crew] : -1;
    const community = roster.community[crew];
    const ordinal = roster.ordinal[crew];
    servers.get(community)?.push({ crew, key: `${community} ${grid} ${ordinal}`, community, grid, ordinal });
  }
  const stretches = stretchesOfDuty(roster, from, to);
  return communities.map((community) => {
    const own = servers.get(community) ?? [];
    const shifts = stretches.flatMap(([begin, end]) => {
      const onDuty = own.filter(({ crew }) => isOnDuty(roster, crew, begin));
      return onDuty.length > 0 ? [{ from: begin, to: end, onDuty }] : [];
    });
    return { community, servers: own, shifts };
  });
}

function isOnDuty(roster: CrewRoster, crew: number, at: number): boolean {
  const isWorker = crew < roster.workers;
  return roster.groups[roster.group[crew]].pattern.isOn(at) && !(isWorker && roster.isOff(crew, Math.floor(at / DAY)));
}

/** Times of the window at which workers have duty hours, cut where another group's hours change and at midnight. */
function stretchesOfDuty({ groups }: CrewRoster, from: number, to: number): [number, number][] {
  const patterns = groups.filter(({ role }) => role === 'worker' || role === 'communityStaff').map((g) => g.pattern);
  const [worker] = groups.filter(({ role }) => role === 'worker').map((g) => g.pattern);
  const stateAt = (at: number) => patterns.map((pattern) => (pattern.isOn(at) ? '1' : '0')).join('');
  const stretches: [number, number][] = [];
  let before = '';
  for (let at = from; at < to; at += MINUTE) {
    const state = worker?.isOn(at) ? stateAt(at) : '';
    const last = stretches.at(-1);
    if (state !== '' && state === before && at % DAY !== 0 && last !== undefined) last[1] = at + MINUTE;
    else if (state !== '') stretches.push([at, at + MINUTE]);
    before = state;
  }
  return stretches;
}
