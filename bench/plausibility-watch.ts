import type { City } from '../src/city/city.ts';
import { Field } from '../src/field/field.ts';
import type { Observer } from '../src/field/observer.ts';
import { GROUP } from '../src/field/staffing/groups.ts';
import { END, FLAG, WAY } from '../src/field/state.ts';
import type { World } from '../src/field/world.ts';
import { createBackend } from '../src/run/backends.ts';
import { DAY, type Window, windowOf, within } from '../src/run/measures/window.ts';
import { Relay } from '../src/run/relay.ts';
import { VirtualDriver } from '../src/run/virtual.ts';
import { LEVELS, type Scenario } from '../src/scenario/schema.ts';

/** What the measures of a run do not tell apart, counted in one replication. */
export interface Sightings {
  readonly window: Window;
  /** Counts by name, e.g. `reported.urban.patrol`, `filed.hotline.county`, `filed.urban.event.appearance`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Seconds by name: what is measured once per case or order. */
  readonly times: ReadonlyMap<string, readonly number[]>;
  /** Occurrences in each hour of the window. */
  readonly hourly: Float64Array;
  /** Full-time grid workers. */
  readonly workers: number;
}

const FINDERS: Readonly<Record<number, string>> = {
  [WAY.resident]: 'resident',
  [WAY.patrol]: 'patrol',
  [WAY.liaison]: 'liaison',
  [WAY.sensor]: 'sensor',
};
/** Cases are followed for so many days beyond the window: enough for feedback and acceptance. */
const FOLLOWED = 5;

/** Watches a field and tells apart by channel, finder, level and class what happens in the window. */
class Watch implements Observer {
  readonly counts = new Map<string, number>();
  readonly times = new Map<string, number[]>();
  readonly hourly: Float64Array;
  private readonly world: World;
  private readonly window: Window;

  constructor(world: World, window: Window) {
    this.world = world;
    this.window = window;
    this.hourly = new Float64Array(window.days * 24);
  }

  occurred(_slot: number, now: number): void {
    if (within(this.window, now)) this.hourly[Math.floor((now - this.window.from) / 3600)]++;
  }

  reported(slot: number, now: number): void {
    if (!within(this.window, now) || !this.isReal(slot)) return;
    const { finder } = this.world.incidents;
    this.count(`reported.${this.channel(slot)}`);
    this.count(`reported.${this.channel(slot)}.${FINDERS[finder[slot]]}`);
  }

  filed(slot: number, now: number): void {
    if (!within(this.window, now) || !this.isReal(slot)) return;
    const { kinds, incidents } = this.world;
    const channel = this.channel(slot);
    const { name, className } = kinds[incidents.kind[slot]];
    const { object } = this.world.scenario.incidents.kinds[name];
    this.count(`filed.${channel}`);
    this.count(`filed.${channel}.${LEVELS[incidents.level[slot]]}`);
    this.count(`filed.${channel}.${object}`);
    this.count(`filed.${channel}.${object}.${className}`);
  }

  ended(slot: number, end: number): void {
    const { reported, signed, handled } = this.world.incidents;
    if (!within(this.window, reported[slot]) || !this.isReal(slot)) return;
    const channel = this.channel(slot);
    this.time(`signing.${channel}`, signed[slot] - reported[slot]);
    if (end === END.closed) this.time(`feedback.${channel}`, handled[slot] - reported[slot]);
  }

  crewEvent(name: Parameters<Observer['crewEvent']>[0], crew: number, slot: number, now: number): void {
    if (name !== 'accepted' || !within(this.window, now)) return;
    const { crews, tasks, roster, incidents } = this.world;
    const group = roster.group[crew];
    const seconds = now - tasks.ordered[crews.task[crew]];
    if (group >= GROUP.firstTeam) this.time(`acceptance.${roster.groups[group].name}`, seconds);
    else if (incidents.finderCrew[slot] !== crew) this.time('acceptance.field', seconds);
  }

  escalated(): void {}
  reopened(): void {}
  visited(): void {}
  spent(): void {}
  sampled(): void {}
  contacts(): void {}

  private channel(slot: number): string {
    return this.world.kinds[this.world.incidents.kind[slot]].channel;
  }

  private isReal(slot: number): boolean {
    return (this.world.incidents.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
  }

  private count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  private time(name: string, seconds: number): void {
    const list = this.times.get(name);
    if (list === undefined) this.times.set(name, [seconds]);
    else list.push(seconds);
  }
}

/** Lets one replication pass on the embedded backend, the same as in a run, and tells what was seen. */
export async function watchReplication(scenario: Scenario, city: City, replication: number): Promise<Sightings> {
  const window = windowOf(scenario.horizon);
  const backend = createBackend('embedded', scenario, replication);
  const relay = new Relay();
  const field = new Field(scenario, city, replication, relay, backend.capabilities.notices);
  const watch = new Watch(field.world, window);
  relay.observers = [watch];
  await backend.start(city, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  const driver = new VirtualDriver(field, backend);
  while (field.now < window.to + FOLLOWED * DAY) await driver.runUntil(field.now + DAY);
  await backend.stop();
  const { counts, times, hourly } = watch;
  return { window, counts, times, hourly, workers: field.world.roster.workers };
}
