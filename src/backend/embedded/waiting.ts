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
  private readonly townshipsFrom: number;
  private readonly unitsFrom: number;
  private readonly townshipCommunities: Int32Array;
  private readonly policy: Policy;
  /** Cases of each township waiting below the township's own teams. */
  readonly inTownship: Int32Array;
  private size = 0;

  constructor(city: Ground, policy: Policy) {
    this.policy = policy;
    this.townshipCommunities = city.townshipCommunities;
    this.townshipsFrom = city.communities.length;
    this.unitsFrom = this.townshipsFrom + city.townships.length;
    this.areas = Array.from({ length: this.unitsFrom + city.units.length + 1 }, () => []);
    this.inTownship = new Int32Array(city.townships.length);
  }

  /** Puts a case where it belongs by severity and the policy's order. */
  add(item: Case, now: number): void {
    if (Number.isNaN(item.waitsSince)) item.waitsSince = now;
    const list = this.areas[this.areaOf(item)];
    let i = list.length;
    while (i > 0 && this.before(item, list[i - 1])) i--;
    list.splice(i, 0, item);
    this.count(item, 1);
  }

  remove(item: Case): void {
    const list = this.areas[this.areaOf(item)];
    const i = list.indexOf(item);
    if (i < 0) return;
    list.splice(i, 1);
    this.count(item, -1);
  }

  /** The first case that a crew may take and that `fits`, nearest area first. */
  firstFor(crew: number, people: People, fits: (item: Case) => boolean): Case | undefined {
    if (this.size === 0) return undefined;
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

  /** Takes all out, area by area, each in order. */
  takeAll(): Case[] {
    const all = this.areas.flat();
    for (const list of this.areas) list.length = 0;
    this.inTownship.fill(0);
    this.size = 0;
    return all;
  }

  private count(item: Case, by: number): void {
    this.size += by;
    if (item.level < TOWNSHIP) this.inTownship[item.township] += by;
  }

  private before(a: Case, b: Case): boolean {
    if (a.severity !== b.severity) return a.severity > b.severity;
    return this.policy.order(a) < this.policy.order(b);
  }

  private areaOf(item: Case): number {
    if (item.level < TOWNSHIP) return item.community;
    if (item.level === TOWNSHIP) return this.townshipsFrom + item.township;
    if (item.level === COUNTY) return this.unitsFrom + item.unit;
    return this.areas.length - 1;
  }
}
