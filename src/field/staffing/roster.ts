import { type City, GRID_EXCLUSIVE } from '../../city/city.ts';
import { nameId } from '../../kernel/hash.ts';
import type { Draws } from '../../kernel/random.ts';
import { DAY } from '../../kernel/time.ts';
import type { Duty, Home, Role, Roster } from '../../port/roster.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { LEVELS, type Level } from '../../scenario/terms.ts';
import { PURPOSE } from '../purposes.ts';
import { MINUTES_PER_WEEK } from './duty.ts';
import { GROUP, type Group } from './groups.ts';

const MOST_PER_PLACE = 256;
const TEAM_NAME_BITS = 0xfff;
/** Whoever is off longer than this is as good as gone. */
const LONGEST_LEAVE_DAYS = 60;

/** Everybody who can be sent, hired as the scenario says: role by role, place by place. */
export class CrewRoster implements Roster {
  readonly groups: readonly Group[];
  readonly group: Uint8Array;
  /** Keys a crew's draws; does not move when others are hired. */
  readonly stableId: Uint32Array;
  readonly micro: Int32Array;
  readonly grid: Int32Array;
  readonly community: Int32Array;
  readonly township: Int32Array;
  readonly unit: Int32Array;
  readonly startX: Float64Array;
  readonly startY: Float64Array;
  /** Which of its place's crews it is, from 0. */
  readonly ordinal: Uint8Array;
  readonly crews: number;
  /** Workers are 0 .. workers - 1. */
  readonly workers: number;
  readonly dutyStarts: readonly number[];
  private readonly city: City;
  private readonly draws: Draws;
  private readonly restDays: number;
  private readonly leaveShare: number;
  private readonly off: Uint8Array;
  private offDay = Number.NaN;
  private readonly groupOn: Uint8Array;
  /** Minutes [from, to) in which who is on duty does not change: `groupOn` holds from the one to the other. */
  private sameFrom = 0;
  private sameTo = 0;
  /** Minutes of the week (Monday 00:00 = 0) at which duty begins or ends for some group; rising from 0 to the week's end. */
  private readonly changes: readonly number[];

  constructor(scenario: Scenario, city: City, draws: Draws, groups: readonly Group[]) {
    this.city = city;
    this.draws = draws;
    this.groups = groups;
    this.restDays = scenario.staffing.gridWorkers.restDaysPerWeek;
    this.leaveShare = scenario.staffing.gridWorkers.leaveShare;
    const hired: { group: number; place: number; ordinal: number; stable: number }[] = [];
    const hire = (group: number, place: number, number: number, prefix: number) => {
      for (let k = 0; k < Math.min(number, MOST_PER_PLACE); k++) {
        hired.push({ group, place, ordinal: k, stable: ((prefix << 8) | k) >>> 0 });
      }
    };
    /** A fraction is one more with that probability, so that a larger number keeps all that a smaller one hired. */
    const wholeNumber = (perPlace: number, role: number, place: number) => {
      const whole = Math.floor(perPlace);
      return whole + (draws.uniform(PURPOSE.staffed, (role << 20) | place, whole, 0) < perPlace - whole ? 1 : 0);
    };
    const { gridWorkers, liaisons, communityStaff, volunteers, teams } = scenario.staffing;
    const grids = city.gridKind.length;
    for (let g = 0; g < grids; g++) {
      const perGrid = city.gridKind[g] === GRID_EXCLUSIVE ? gridWorkers.perExclusiveGrid : gridWorkers.perGrid;
      const number = wholeNumber(perGrid, GROUP.worker, g);
      for (let k = 0; k < Math.min(number, MOST_PER_PLACE); k++) {
        const stable = ((g << 8) | k) >>> 0;
        if (draws.uniform(PURPOSE.staffed, stable, 0, 1) < gridWorkers.vacancyShare) continue;
        hired.push({ group: GROUP.worker, place: g, ordinal: k, stable });
      }
    }
    this.workers = hired.length;
    for (let m = 0; m < city.microX.length; m++) {
      hire(GROUP.liaison, m, wholeNumber(liaisons.perMicroGrid, GROUP.liaison, m), (1 << 21) | m);
    }
    for (let c = 0; c < city.communityX.length; c++) {
      hire(GROUP.communityStaff, c, wholeNumber(communityStaff.perCommunity, GROUP.communityStaff, c), (2 << 21) | c);
      hire(GROUP.volunteer, c, wholeNumber(volunteers.groupsPerCommunity, GROUP.volunteer, c), (3 << 21) | c);
    }
    Object.entries(teams).forEach(([name, team], index) => {
      const areas = this.areas(team.level);
      areas.forEach((residents, place) => {
        const more = team.perResidents === undefined ? 0 : Math.floor(residents / team.perResidents);
        hire(
          GROUP.firstTeam + index,
          place,
          team.number + more,
          (4 << 21) | ((nameId(name) & TEAM_NAME_BITS) << 10) | place,
        );
      });
    });

    const n = hired.length;
    this.crews = n;
    this.group = Uint8Array.from(hired, (h) => h.group);
    this.stableId = Uint32Array.from(hired, (h) => h.stable);
    this.ordinal = Uint8Array.from(hired, (h) => h.ordinal);
    this.micro = new Int32Array(n).fill(-1);
    this.grid = new Int32Array(n).fill(-1);
    this.community = new Int32Array(n).fill(-1);
    this.township = new Int32Array(n).fill(-1);
    this.unit = new Int32Array(n).fill(-1);
    this.startX = new Float64Array(n);
    this.startY = new Float64Array(n);
    this.off = new Uint8Array(n);
    this.groupOn = new Uint8Array(groups.length);
    hired.forEach((h, crew) => {
      this.settle(crew, h.group, h.place);
    });
    const starts = new Set<number>();
    for (const g of groups) for (const minute of g.pattern.starts) starts.add(minute * 60);
    this.dutyStarts = [...starts].sort((a, b) => a - b);
    const changes = new Set([0, MINUTES_PER_WEEK, ...groups.flatMap((g) => g.pattern.spells.flat())]);
    this.changes = [...changes].sort((a, b) => a - b);
  }

  /** Residents of each area that a team of this level answers for. */
  private areas(level: Level): number[] {
    const { city } = this;
    const perUnit = new Array<number>(city.units.length).fill(0);
    const perTownship = new Array<number>(city.townships.length).fill(0);
    for (let m = 0; m < city.microX.length; m++) {
      const township = city.communityTownship[city.gridCommunity[city.microGrid[m]]];
      perTownship[township] += city.microResidents[m];
      perUnit[city.townshipUnit[township]] += city.microResidents[m];
    }
    if (level === 'township') return perTownship;
    if (level === 'county') return perUnit;
    return [perUnit.reduce((sum, r) => sum + r, 0)];
  }

  private settle(crew: number, group: number, place: number): void {
    const { city } = this;
    if (group === GROUP.liaison) {
      this.micro[crew] = place;
      this.grid[crew] = city.microGrid[place];
    } else if (group === GROUP.worker) {
      this.grid[crew] = place;
    }
    if (this.grid[crew] >= 0) this.community[crew] = city.gridCommunity[this.grid[crew]];
    else if (group === GROUP.communityStaff || group === GROUP.volunteer) this.community[crew] = place;
    const level = group >= GROUP.firstTeam ? LEVELS[this.groups[group].level] : 'community';
    if (this.community[crew] >= 0) this.township[crew] = city.communityTownship[this.community[crew]];
    else if (level === 'township') this.township[crew] = place;
    if (this.township[crew] >= 0) this.unit[crew] = city.townshipUnit[this.township[crew]];
    else if (level === 'county') this.unit[crew] = place;

    if (group === GROUP.liaison) this.stand(crew, city.microX[place], city.microY[place]);
    else if (this.community[crew] >= 0) {
      this.stand(crew, city.communityX[this.community[crew]], city.communityY[this.community[crew]]);
    } else if (this.township[crew] >= 0) {
      this.stand(crew, city.townshipX[this.township[crew]], city.townshipY[this.township[crew]]);
    } else if (this.unit[crew] >= 0) this.stand(crew, city.unitX[this.unit[crew]], city.unitY[this.unit[crew]]);
  }

  private stand(crew: number, x: number, y: number): void {
    this.startX[crew] = x;
    this.startY[crew] = y;
  }

  role(crew: number): Role {
    return this.groups[this.group[crew]].role;
  }

  isVolunteer(crew: number): boolean {
    return this.group[crew] === GROUP.volunteer;
  }

  level(crew: number): Level {
    return LEVELS[this.groups[this.group[crew]].level];
  }

  matters(crew: number): readonly string[] {
    return this.groups[this.group[crew]].matters;
  }

  home(crew: number): Home {
    return {
      micro: this.micro[crew],
      grid: this.grid[crew],
      community: this.community[crew],
      township: this.township[crew],
      unit: this.unit[crew],
    };
  }

  x(crew: number): number {
    return this.startX[crew];
  }

  y(crew: number): number {
    return this.startY[crew];
  }

  onDuty(crew: number, at: number): boolean {
    const minute = Math.floor(at / 60);
    if (minute < this.sameFrom || minute >= this.sameTo) this.lookAtClock(minute);
    if (this.groupOn[this.group[crew]] === 0) return false;
    return crew >= this.workers || !this.isOff(crew, Math.floor(at / DAY));
  }

  duty(crew: number, from: number, to: number): Duty {
    const off: number[] = [];
    for (let day = from; crew < this.workers && day <= to; day++) if (this.isOff(crew, day)) off.push(day);
    return { weekly: this.groups[this.group[crew]].pattern.spells, off };
  }

  /** Who asks again before duty changes for anybody is answered from here. */
  private lookAtClock(minute: number): void {
    const { groups, groupOn, changes } = this;
    const inWeek = groups[0].pattern.minuteOfWeek(minute * 60);
    let next = 1;
    while (changes[next] <= inWeek) next++;
    this.sameFrom = minute - inWeek + changes[next - 1];
    this.sameTo = minute - inWeek + changes[next];
    for (let g = 0; g < groups.length; g++) groupOn[g] = groups[g].pattern.isOn(minute * 60) ? 1 : 0;
  }

  /** First time from `at` on at which the crew is on duty; Infinity if that is not within sight. */
  nextOnDuty(crew: number, at: number): number {
    const { pattern } = this.groups[this.group[crew]];
    let t = pattern.nextOn(at);
    if (crew >= this.workers) return t;
    for (let tries = 0; tries < LONGEST_LEAVE_DAYS && t < Number.POSITIVE_INFINITY; tries++) {
      const day = Math.floor(t / DAY);
      if (!this.isOff(crew, day)) return t;
      t = pattern.nextOn((day + 1) * DAY);
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Rest days in rotation (neighbours of a community rest on different days) and leave; workers only. */
  isOff(worker: number, day: number): boolean {
    if (day !== this.offDay) return this.drawOff(worker, day) === 1;
    return this.off[worker] === 1;
  }

  /** Draws the whole roster of a day at once; the field calls it each midnight. */
  beginDay(day: number): void {
    for (let w = 0; w < this.workers; w++) this.off[w] = this.drawOff(w, day);
    this.offDay = day;
  }

  private drawOff(worker: number, day: number): 0 | 1 {
    const grid = this.grid[worker];
    const phase =
      this.community[worker] + 2 * (grid - this.city.communityGrids[this.community[worker]]) + 3 * this.ordinal[worker];
    if ((day + phase) % 7 < this.restDays) return 1;
    return this.draws.uniform(PURPOSE.leave, this.stableId[worker], day, 0) < this.leaveShare ? 1 : 0;
  }
}
