import type { City } from '../../city/city.ts';
import type { Home } from '../../port/roster.ts';
import { LEVELS } from '../../scenario/schema.ts';
import type { Case } from './case.ts';
import type { Policy } from './policies/policy.ts';

const TOWNSHIP = LEVELS.indexOf('township');
const COUNTY = LEVELS.indexOf('county');

/** Cases for which nobody was free, by the area whose crews may take them. */
export class Waiting {
  private readonly areas: Case[][];
  private readonly townshipsFrom: number;
  private readonly unitsFrom: number;
  private readonly policy: Policy;
  /** Cases of each township waiting below the township's own teams. */
  readonly inTownship: Int32Array;

  constructor(city: City, policy: Policy) {
    this.policy = policy;
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
    if (item.level < TOWNSHIP) this.inTownship[item.township]++;
  }

  remove(item: Case): void {
    const list = this.areas[this.areaOf(item)];
    const i = list.indexOf(item);
    if (i < 0) return;
    list.splice(i, 1);
    if (item.level < TOWNSHIP) this.inTownship[item.township]--;
  }

  /** What a crew of that home may look through, nearest first, each list in order. */
  *forHome(home: Home, isVolunteer: boolean, communities: Int32Array): Generator<Case> {
    if (isVolunteer) {
      for (let c = communities[home.township]; c < communities[home.township + 1]; c++) yield* this.areas[c];
      return;
    }
    if (home.community >= 0) yield* this.areas[home.community];
    if (home.township >= 0) yield* this.areas[this.townshipsFrom + home.township];
    if (home.unit >= 0) yield* this.areas[this.unitsFrom + home.unit];
    yield* this.areas[this.areas.length - 1];
  }

  /** Takes all out, area by area, each in order. */
  takeAll(): Case[] {
    const all = this.areas.flat();
    for (const list of this.areas) list.length = 0;
    this.inTownship.fill(0);
    return all;
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
