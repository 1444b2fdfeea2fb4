import type { City } from '../../city/city.ts';
import type { CrewNotice } from '../../port/notices.ts';
import type { Roster } from '../../port/roster.ts';
import { LEVELS } from '../../scenario/schema.ts';
import type { Case } from './case.ts';
import type { Candidate, Policy } from './policies/policy.ts';

const TOWNSHIP = LEVELS.indexOf('township');
const COUNTY = LEVELS.indexOf('county');
/** From this severity on a case interrupts lesser ones; index into SEVERITIES. */
export const SEVERE = 2;

/** What the backend knows of the crews: where they stand, what they are at, and who answers for which place. */
export class People {
  private readonly roster: Roster;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly levels: Uint8Array;
  private readonly matters: readonly (readonly string[])[];
  private readonly jobsToday: Uint16Array;
  private day = -1;
  /** The case each crew is at, innermost; undefined when free. */
  readonly at: (Case | undefined)[];
  private readonly grids: Int32Array;
  private readonly micros: Int32Array;
  private readonly microGrid: Int32Array;
  private readonly byMicro: (number[] | undefined)[];
  private readonly byCommunity: number[][];
  private readonly byTownship: number[][];
  private readonly byUnit: number[][];
  private readonly ofCity: number[] = [];
  private readonly volunteers: readonly Set<number>[];

  constructor(city: City, roster: Roster) {
    this.roster = roster;
    this.x = new Float64Array(roster.crews);
    this.y = new Float64Array(roster.crews);
    this.levels = new Uint8Array(roster.crews);
    this.jobsToday = new Uint16Array(roster.crews);
    this.at = new Array<Case | undefined>(roster.crews).fill(undefined);
    this.grids = new Int32Array(roster.crews);
    this.micros = new Int32Array(roster.crews);
    this.microGrid = city.microGrid;
    this.byMicro = new Array<number[] | undefined>(city.microX.length).fill(undefined);
    this.byCommunity = city.communities.map(() => []);
    this.byTownship = city.townships.map(() => []);
    this.byUnit = city.units.map(() => []);
    this.volunteers = city.townships.map(() => new Set<number>());
    this.matters = Array.from({ length: roster.crews }, (_, crew) => roster.matters(crew));
    for (let crew = 0; crew < roster.crews; crew++) {
      const home = roster.home(crew);
      this.x[crew] = roster.x(crew);
      this.y[crew] = roster.y(crew);
      this.levels[crew] = LEVELS.indexOf(roster.level(crew));
      this.grids[crew] = home.grid;
      this.micros[crew] = home.micro;
      if (roster.role(crew) === 'volunteer') continue;
      if (home.micro >= 0) {
        const neighbours = this.byMicro[home.micro];
        if (neighbours === undefined) this.byMicro[home.micro] = [crew];
        else neighbours.push(crew);
      } else if (home.community >= 0) this.byCommunity[home.community].push(crew);
      else if (home.township >= 0) this.byTownship[home.township].push(crew);
      else if (home.unit >= 0) this.byUnit[home.unit].push(crew);
      else this.ofCity.push(crew);
    }
  }

  stands({ crew, x, y }: CrewNotice): void {
    this.x[crew] = x;
    this.y[crew] = y;
  }

  /** Volunteers come and go; the others are on duty by the roster. */
  presence(crew: number, present: boolean): void {
    const township = this.volunteers[this.roster.home(crew).township];
    if (present) township.add(crew);
    else township.delete(crew);
  }

  /** Whom the policy would send on duty and free, best first; at most `number`. */
  choose(item: Case, policy: Policy, number: number, now: number): number[] {
    this.newDay(now);
    const crews: number[] = [];
    const costs: number[] = [];
    for (const group of this.near(item)) {
      for (const crew of group) {
        if (this.at[crew] !== undefined || !this.roster.onDuty(crew, now) || !this.suits(item, crew)) continue;
        const cost = policy.cost(item, this.candidate(item, crew));
        let i = crews.length;
        if (i === number && costs[i - 1] <= cost) continue;
        while (i > 0 && costs[i - 1] > cost) i--;
        crews.splice(i, 0, crew);
        costs.splice(i, 0, cost);
        crews.length = costs.length = Math.min(crews.length, number);
      }
    }
    return crews;
  }

  /** For a severe case when nobody is free: the nearest crew on a lesser job of its own. */
  chooseBusy(item: Case, now: number): number {
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const group of this.near(item)) {
      for (const crew of group) {
        const current = this.at[crew];
        if (current === undefined || current.severity >= item.severity || current.crews > 1) continue;
        if (!this.suits(item, crew) || !this.roster.onDuty(crew, now)) continue;
        const { metres } = this.candidate(item, crew);
        if (metres >= least) continue;
        least = metres;
        chosen = crew;
      }
    }
    return chosen;
  }

  /** May this crew do what the case needs next? */
  suits(item: Case, crew: number): boolean {
    if (item.purpose === 'check' && crew === item.handler) return false;
    if (this.micros[crew] >= 0 && item.severity > 0) return false;
    if (item.purpose !== 'handle') return true;
    if (this.levels[crew] < item.power) return false;
    const matters = this.matters[crew];
    return matters.length === 0 || matters.includes(item.matter);
  }

  sent(crew: number, item: Case): void {
    this.at[crew] = item;
    this.jobsToday[crew]++;
  }

  private newDay(now: number): void {
    const day = Math.floor(now / 86_400);
    if (day === this.day) return;
    this.day = day;
    this.jobsToday.fill(0);
  }

  /** Everybody up to the level where the case now stands, from the community upwards. */
  private near(item: Case): Iterable<number>[] {
    const groups: Iterable<number>[] = [this.byCommunity[item.community]];
    const liaisons = this.byMicro[item.micro];
    if (liaisons !== undefined && item.severity === 0) groups.push(liaisons);
    if (this.volunteers[item.township].size > 0) groups.push(this.volunteers[item.township]);
    if (item.level >= TOWNSHIP) groups.push(this.byTownship[item.township]);
    if (item.level >= COUNTY) groups.push(this.byUnit[item.unit]);
    if (item.level > COUNTY) groups.push(this.ofCity);
    return groups;
  }

  private candidate(item: Case, crew: number): Candidate {
    const dx = this.x[crew] - item.x;
    const dy = this.y[crew] - item.y;
    return {
      crew,
      metres: Math.sqrt(dx * dx + dy * dy),
      isOwnGrid: this.micros[crew] < 0 && this.grids[crew] === this.microGrid[item.micro],
      isOwnLiaison: this.micros[crew] === item.micro,
      jobsToday: this.jobsToday[crew],
    };
  }
}
