import type { Ground } from '../../port/ground.ts';
import { LEVELS } from '../../scenario/terms.ts';
import type { Case } from './case.ts';
import type { People } from './people.ts';
import type { Policy } from './policies/policy.ts';

const TOWNSHIP = LEVELS.indexOf('township');
const COUNTY = LEVELS.indexOf('county');

/** Cases for which nobody was free, by the area whose crews may take them. */
export class Waiting {
  private readonly areas: Case[][];
  /** Cases that wait anywhere. */
  private waiting = 0;
  private readonly townshipsFrom: number;
  private readonly unitsFrom: number;
  private readonly townshipCommunities: Int32Array;
  private readonly policy: Policy;
  /** Cases of each township waiting below the township's own teams. */
  readonly inTownship: Int32Array;

  constructor(city: Ground, policy: Policy) {
    this.policy = policy;
    this.townshipCommunities = city.townshipCommunities;
    this.townshipsFrom = city.communities.length;
    this.unitsFrom = this.townshipsFrom + city.townships.length;
    this.areas = Array.from({ length: this.unitsFrom + city.units.length + 1 }, () => []);
    this.inTownship = new Int32Array(city.townships.length);
  }

  /** Puts a case where it belongs by severity and the policy's order; one that waits already stays where it is. */
  add(item: Case, now: number): void {
    if (Number.isNaN(item.waitsSince)) item.waitsSince = now;
    if (Number.isNaN(item.levelSince)) item.levelSince = now;
    if (item.waitsIn >= 0) return;
    const area = this.areaFor(item);
    const list = this.areas[area];
    let i = list.length;
    while (i > 0 && this.before(item, list[i - 1])) i--;
    list.splice(i, 0, item);
    item.waitsIn = area;
    this.waiting++;
    if (area < this.townshipsFrom) this.inTownship[item.township]++;
  }

  /** Does nothing with a case that does not wait. */
  remove(item: Case): void {
    const area = item.waitsIn;
    if (area < 0) return;
    item.waitsIn = -1;
    this.waiting--;
    const list = this.areas[area];
    list.splice(list.indexOf(item), 1);
    if (area < this.townshipsFrom) this.inTownship[item.township]--;
  }

  /** The first case that a crew may take and that `fits`, nearest area first. */
  firstFor(crew: number, people: People, fits: (item: Case) => boolean): Case | undefined {
    if (this.waiting === 0) return undefined;
    const community = people.community[crew];
    const township = people.township[crew];
    if (people.isVolunteer[crew] === 1) {
      const end = this.townshipCommunities[township + 1];
      for (let c = this.townshipCommunities[township]; c < end; c++) {
        const found = this.areas[c].find(fits);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    const unit = people.unit[crew];
    return (
      (community >= 0 ? this.areas[community].find(fits) : undefined) ??
      (township >= 0 ? this.areas[this.townshipsFrom + township].find(fits) : undefined) ??
      (unit >= 0 ? this.areas[this.unitsFrom + unit].find(fits) : undefined) ??
      this.areas[this.areas.length - 1].find(fits)
    );
  }

  /** Those that `is` true of, area by area, each in order. */
  all(is: (item: Case) => boolean): Case[] {
    return this.waiting === 0 ? [] : this.areas.flatMap((list) => list.filter(is));
  }

  /** Takes all out, area by area, each in order. */
  takeAll(): Case[] {
    const all: Case[] = [];
    for (const list of this.areas) {
      if (list.length === 0) continue;
      for (const item of list.splice(0)) {
        item.waitsIn = -1;
        all.push(item);
      }
    }
    this.inTownship.fill(0);
    this.waiting = 0;
    return all;
  }

  private before(a: Case, b: Case): boolean {
    if (a.severity !== b.severity) return a.severity > b.severity;
    return this.policy.order(a) < this.policy.order(b);
  }

  private areaFor(item: Case): number {
    if (item.level < TOWNSHIP) return item.community;
    if (item.level === TOWNSHIP) return this.townshipsFrom + item.township;
    if (item.level === COUNTY) return this.unitsFrom + item.unit;
    return this.areas.length - 1;
  }
}
