import { DAY } from '../../kernel/time.ts';
import type { Ground } from '../../port/ground.ts';
import type { Roster } from '../../port/roster.ts';
import { LEVELS } from '../../scenario/terms.ts';
import type { Case } from './case.ts';
import type { Policy } from './policies/policy.ts';

const TOWNSHIP = LEVELS.indexOf('township');
const COUNTY = LEVELS.indexOf('county');
const NOBODY: readonly number[] = [];
const TOWNSHIP_RING = 4;
const RINGS = 7;
const MOST_MATTERS = 1024;

/** The teams of a place, and those of them that take a matter, by its number. */
interface Teams {
  readonly all: number[];
  readonly byMatter: (readonly number[] | undefined)[];
}

const noTeams = (): Teams => ({ all: [], byMatter: [] });

/** What the backend knows of the crews: where they stand, what they are at, and who answers for which place. */
export class People {
  private readonly roster: Roster;
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private readonly levels: Uint8Array;
  /** By number of the matter, 1 where the crew takes it; undefined for those who take whatever their level may settle. */
  private readonly takes: readonly (Uint8Array | undefined)[];
  private readonly matterNumbers = new Map<string, number>();
  private readonly jobsToday: Uint16Array;
  private day = -1;
  /** The case each crew is at, innermost; undefined when free. */
  readonly at: (Case | undefined)[];
  /** When each crew was given its last order. */
  readonly sentAt: Float64Array;
  /** 1 when the crew has spoken of that order since. */
  readonly hasHeard: Uint8Array;
  /** Home community, township and unit of each crew; -1 above its own level. */
  readonly community: Int32Array;
  readonly township: Int32Array;
  readonly unit: Int32Array;
  readonly isVolunteer: Uint8Array;
  private readonly isLiaison: Uint8Array;
  private readonly microGrid: Int32Array;
  private readonly byGrid: (number[] | undefined)[];
  private readonly byMicro: (number[] | undefined)[];
  private readonly byCommunity: number[][];
  private readonly byTownship: readonly Teams[];
  private readonly byUnit: readonly Teams[];
  private readonly ofCity = noTeams();
  /** Volunteers who have come, by township. */
  private readonly present: number[][];

  constructor(city: Ground, roster: Roster) {
    const n = roster.crews;
    this.roster = roster;
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    this.levels = new Uint8Array(n);
    this.jobsToday = new Uint16Array(n);
    this.at = new Array<Case | undefined>(n).fill(undefined);
    this.sentAt = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
    this.hasHeard = new Uint8Array(n);
    this.community = new Int32Array(n);
    this.township = new Int32Array(n);
    this.unit = new Int32Array(n);
    this.isVolunteer = new Uint8Array(n);
    this.isLiaison = new Uint8Array(n);
    this.microGrid = city.microGrid;
    this.byGrid = new Array<number[] | undefined>(city.gridKind.length).fill(undefined);
    this.byMicro = new Array<number[] | undefined>(city.microX.length).fill(undefined);
    this.byCommunity = city.communities.map(() => []);
    this.byTownship = city.townships.map(noTeams);
    this.byUnit = city.units.map(noTeams);
    this.present = city.townships.map(() => []);
    const tables = new Map<readonly string[], Uint8Array>();
    this.takes = Array.from({ length: n }, (_, crew) => {
      const matters = roster.matters(crew);
      if (matters.length === 0) return undefined;
      const table = tables.get(matters) ?? this.table(matters);
      tables.set(matters, table);
      return table;
    });
    for (let crew = 0; crew < n; crew++) this.enrol(crew);
  }

  private enrol(crew: number): void {
    const { roster } = this;
    const { micro, grid, community, township, unit } = roster.home(crew);
    this.x[crew] = roster.x(crew);
    this.y[crew] = roster.y(crew);
    this.levels[crew] = LEVELS.indexOf(roster.level(crew));
    this.community[crew] = community;
    this.township[crew] = township;
    this.unit[crew] = unit;
    this.isLiaison[crew] = micro >= 0 ? 1 : 0;
    this.isVolunteer[crew] = roster.role(crew) === 'volunteer' ? 1 : 0;
    if (this.isVolunteer[crew] === 1) return;
    if (micro >= 0) enlist(this.byMicro, micro, crew);
    else if (grid >= 0) enlist(this.byGrid, grid, crew);
    if (micro >= 0) return;
    if (community >= 0) this.byCommunity[community].push(crew);
    else if (township >= 0) this.byTownship[township].all.push(crew);
    else if (unit >= 0) this.byUnit[unit].all.push(crew);
    else this.ofCity.all.push(crew);
  }

  stands(crew: number, x: number, y: number): void {
    this.x[crew] = x;
    this.y[crew] = y;
  }

  /** Volunteers come and go; the others are on duty by the roster. */
  presence(crew: number, isPresent: boolean): void {
    const group = this.present[this.township[crew]];
    const at = group.indexOf(crew);
    if (isPresent && at < 0) group.push(crew);
    else if (!isPresent && at >= 0) group.splice(at, 1);
  }

  /** A number for a matter; the same for the same name. */
  matterNumber(name: string): number {
    const known = this.matterNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.matterNumbers.size;
    this.matterNumbers.set(name, number);
    return number;
  }

  private table(matters: readonly string[]): Uint8Array {
    const table = new Uint8Array(MOST_MATTERS);
    for (const matter of matters) table[this.matterNumber(matter)] = 1;
    return table;
  }

  /** Whom the policy would send of those on duty and free; -1 = nobody. `but`: crews already chosen. */
  choose(item: Case, policy: Policy, now: number, but: readonly number[]): number {
    this.newDay(now);
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = this.firstRing(item); ring < RINGS; ring++) {
      const crews = this.ring(item, ring);
      for (let i = 0; i < crews.length; i++) {
        const crew = crews[i];
        if (this.at[crew] !== undefined || !this.suits(item, crew) || !this.roster.onDuty(crew, now)) continue;
        const cost = policy.cost(this.metres(item, crew), this.jobsToday[crew]);
        if (cost >= least || (but.length > 0 && but.includes(crew))) continue;
        least = cost;
        chosen = crew;
      }
      if (chosen >= 0 && policy.homeFirst) break;
    }
    return chosen;
  }

  /** For a severe case when nobody is free: the nearest crew on a lesser job of its own; -1 = nobody. `but`: see `choose`. */
  chooseBusy(item: Case, now: number, but: readonly number[]): number {
    let chosen = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let ring = this.firstRing(item); ring < RINGS; ring++) {
      for (const crew of this.ring(item, ring)) {
        const current = this.at[crew];
        if (current === undefined || current.severity >= item.severity || current.crews > 1) continue;
        if (!this.suits(item, crew) || !this.roster.onDuty(crew, now)) continue;
        const metres = this.metres(item, crew);
        if (metres >= least || but.includes(crew)) continue;
        least = metres;
        chosen = crew;
      }
    }
    return chosen;
  }

  /** Those who are at a case or on their way to it. */
  crewsAt(item: Case): number[] {
    return this.at.flatMap((at, crew) => (at === item ? [crew] : []));
  }

  /** May this crew do what the case needs next? */
  suits(item: Case, crew: number): boolean {
    if (item.purpose === 'check' && crew === item.handler) return false;
    if (this.isLiaison[crew] === 1 && item.severity > 0) return false;
    if (item.purpose !== 'handle') return true;
    if (this.levels[crew] < item.power) return false;
    const takes = this.takes[crew];
    return takes === undefined || takes[item.matter] === 1;
  }

  sent(crew: number, item: Case, now: number): void {
    this.at[crew] = item;
    this.sentAt[crew] = now;
    this.hasHeard[crew] = 0;
    this.jobsToday[crew]++;
  }

  private newDay(now: number): void {
    const day = Math.floor(now / DAY);
    if (day === this.day) return;
    this.day = day;
    this.jobsToday.fill(0);
  }

  /** The first ring in which anybody may have the power to settle the case. */
  private firstRing(item: Case): number {
    if (item.purpose !== 'handle' || item.power < TOWNSHIP) return 0;
    return item.power === TOWNSHIP ? TOWNSHIP_RING : item.power === COUNTY ? TOWNSHIP_RING + 1 : TOWNSHIP_RING + 2;
  }

  /** Who may be asked, ring by ring from the grid outwards, up to the level where the case now stands. */
  private ring(item: Case, ring: number): readonly number[] {
    switch (ring) {
      case 0:
        return this.byGrid[this.microGrid[item.micro]] ?? NOBODY;
      case 1:
        return this.byMicro[item.micro] ?? NOBODY;
      case 2:
        return this.byCommunity[item.community];
      case 3:
        return this.present[item.township];
      case TOWNSHIP_RING:
        return item.level >= TOWNSHIP ? this.teamsFor(item, this.byTownship[item.township]) : NOBODY;
      case TOWNSHIP_RING + 1:
        return item.level >= COUNTY ? this.teamsFor(item, this.byUnit[item.unit]) : NOBODY;
      default:
        return item.level > COUNTY ? this.teamsFor(item, this.ofCity) : NOBODY;
    }
  }

  /** Of the teams of a place those whose matter the case is, where that counts; made when first asked for. */
  private teamsFor({ purpose, matter }: Case, { all, byMatter }: Teams): readonly number[] {
    if (purpose !== 'handle') return all;
    let teams = byMatter[matter];
    if (teams === undefined) {
      teams = all.filter((crew) => this.takes[crew]?.[matter] !== 0);
      byMatter[matter] = teams;
    }
    return teams;
  }

  private metres(item: Case, crew: number): number {
    const dx = this.x[crew] - item.x;
    const dy = this.y[crew] - item.y;
    return Math.sqrt(dx * dx + dy * dy);
  }
}

function enlist(lists: (number[] | undefined)[], place: number, crew: number): void {
  const list = lists[place];
  if (list === undefined) lists[place] = [crew];
  else list.push(crew);
}
