import { ACTIVITY } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import { DAY } from '../../kernel/time.ts';
import { CommunityMap } from './community-map.ts';
import { type Scalar, share } from './scalar.ts';

/**
 * The share of residents, over instants a quarter of an hour apart, whom no free responder team could reach in time. Each
 * community counts the free teams near it; only teams of which something was heard since the last instant are looked at.
 */
export class Reach {
  private readonly map: CommunityMap;
  /** Index of a crew among the teams; -1 for others. */
  private readonly teamOf: Int32Array;
  private readonly teams: Int32Array;
  private readonly firstTeam: number;
  /** Where a team stood when it was last counted as free; NaN while it is not. */
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly heard: Uint8Array;
  private toLookAt: number[] = [];
  private readonly groupOn: Uint8Array;
  /** Free teams in reach, in the map's order. */
  private readonly near: Uint16Array;
  private outside: number;
  private readonly residents: number;
  private sum = 0;
  private instants = 0;
  private readonly seconds: number;
  private readonly world: World;

  constructor(world: World) {
    const { roster, city, scenario } = world;
    this.world = world;
    this.map = new CommunityMap(city);
    this.teamOf = new Int32Array(roster.crews).fill(-1);
    const teams: number[] = [];
    for (let crew = 0; crew < roster.crews; crew++) {
      if (roster.groups[roster.group[crew]].role === 'team') this.teamOf[crew] = teams.push(crew) - 1;
    }
    this.teams = Int32Array.from(teams);
    this.firstTeam = teams[0] ?? roster.crews;
    this.x = new Float64Array(teams.length).fill(Number.NaN);
    this.y = new Float64Array(teams.length).fill(Number.NaN);
    this.heard = new Uint8Array(teams.length);
    this.groupOn = new Uint8Array(roster.groups.length);
    this.near = new Uint16Array(city.communities.length);
    this.residents = this.map.residents.reduce((sum, r) => sum + r, 0);
    this.outside = this.residents;
    this.seconds = scenario.limits.reachMinutes * 60;
  }

  /** Something happened to a crew. */
  hear(crew: number): void {
    if (crew < this.firstTeam) return;
    const team = this.teamOf[crew];
    if (team < 0 || this.heard[team] === 1) return;
    this.heard[team] = 1;
    this.toLookAt.push(team);
  }

  sampled(now: number): void {
    this.hearOfShifts(now);
    const teams = this.toLookAt;
    this.toLookAt = [];
    for (const team of teams) {
      this.heard[team] = 0;
      this.look(team);
    }
    this.sum += this.outside;
    this.instants++;
  }

  gap(): Scalar {
    return share(this.sum, this.instants * this.residents);
  }

  /** Duty begins and ends by the clock, and at midnight everyone who is free goes home: nobody tells. */
  private hearOfShifts(now: number): void {
    const { roster } = this.world;
    const midnight = now % DAY === 0 || this.instants === 0;
    const changed = roster.groups.map(({ pattern }, group) => {
      const on = pattern.isOn(now) ? 1 : 0;
      const change = on !== this.groupOn[group];
      this.groupOn[group] = on;
      return change || midnight;
    });
    if (!changed.includes(true)) return;
    for (const crew of this.teams) if (changed[roster.group[crew]]) this.hear(crew);
  }

  private look(team: number): void {
    const { crews, roster } = this.world;
    const crew = this.teams[team];
    const ordered = crews.order[crew] >= 0;
    const idle = crews.activity[crew] === ACTIVITY.idle && crews.task[crew] < 0;
    const free = idle && !ordered && this.groupOn[roster.group[crew]] === 1;
    // An order can be taken back without a word.
    if (ordered) this.hear(crew);
    const x = crews.x[crew];
    const y = crews.y[crew];
    if (free && x === this.x[team] && y === this.y[team]) return;
    const { speed } = roster.groups[roster.group[crew]];
    if (!Number.isNaN(this.x[team])) this.count(this.x[team], this.y[team], speed, -1);
    if (free) this.count(x, y, speed, 1);
    this.x[team] = free ? x : Number.NaN;
    this.y[team] = free ? y : Number.NaN;
  }

  /** One free team more or less at a point. */
  private count(x: number, y: number, speed: number, change: 1 | -1): void {
    const { map, near } = this;
    const { metric } = this.world.scenario.travel;
    const rightAngle = metric === 'rightAngle';
    const radius = metric === 'none' ? Number.POSITIVE_INFINITY : this.seconds * speed;
    const squared = radius * radius;
    const rows = map.rows(y - radius, y + radius);
    for (let row = rows[0]; row < rows[1]; row++) {
      const run = map.run(row, x - radius, x + radius);
      for (let i = run[0]; i < run[1]; i++) {
        const dx = map.x[i] - x;
        const dy = map.y[i] - y;
        const straight = dx * dx + dy * dy + (rightAngle ? 2 * Math.abs(dx * dy) : 0);
        if (straight * map.roadSquared[i] > squared) continue;
        if (near[i] === 0) this.outside -= map.residents[i];
        near[i] += change;
        if (near[i] === 0) this.outside += map.residents[i];
      }
    }
  }
}
