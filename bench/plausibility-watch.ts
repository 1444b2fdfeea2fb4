import type { City } from '../src/city/city.ts';
import { Field } from '../src/field/field.ts';
import type { Observer } from '../src/field/observer.ts';
import { GROUP } from '../src/field/staffing/groups.ts';
import { END, FLAG, HANDLE, WAY } from '../src/field/state.ts';
import type { World } from '../src/field/world.ts';
import { DAY } from '../src/kernel/time.ts';
import { createBackend } from '../src/run/backends.ts';
import { type Window, windowOf, within } from '../src/run/measures/window.ts';
import { VirtualDriver } from '../src/run/virtual.ts';
import type { Scenario } from '../src/scenario/schema.ts';
import { LEVELS } from '../src/scenario/terms.ts';

/** What the measures of a run do not tell apart, counted in one replication. */
export interface Sightings {
  readonly window: Window;
  /** Counts by name, e.g. `reported.urban.patrol`, `filed.hotline.county`, `filed.urban.event.appearance`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Seconds by name: what is measured once per case or order. */
  readonly times: ReadonlyMap<string, readonly number[]>;
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

/** Watches and notes nothing. */
class Bystander implements Observer {
  occurred(_slot: number, _now: number): void {}
  reported(_slot: number, _now: number): void {}
  escalated(): void {}
  filed(_slot: number, _now: number): void {}
  reopened(): void {}
  ended(_slot: number, _end: number): void {}
  visited(): void {}
  spent(): void {}
  sampled(): void {}
  contacts(): void {}
  crewEvent(..._event: Parameters<Observer['crewEvent']>): void {}
}

/** Counts what occurs in each hour. */
class Counter extends Bystander {
  readonly hourly: Float64Array;

  constructor(days: number) {
    super();
    this.hourly = new Float64Array(days * 24);
  }

  override occurred(_slot: number, now: number): void {
    this.hourly[Math.floor(now / 3600)]++;
  }
}

/** Watches a field and tells apart by channel, finder, level and class what happens in the window. */
class Watch extends Bystander {
  readonly counts = new Map<string, number>();
  readonly times = new Map<string, number[]>();
  /** Level of the crew that handled each incident last. */
  private readonly handlers = new Map<number, string>();
  /** When each crew was given its last order. */
  private readonly orderedAt = new Map<number, number>();
  private readonly world: World;
  private readonly window: Window;

  constructor(world: World, window: Window) {
    super();
    this.world = world;
    this.window = window;
  }

  override reported(slot: number, now: number): void {
    if (!within(this.window, now) || !this.isReal(slot)) return;
    const { finder } = this.world.incidents;
    this.count(`reported.${this.channel(slot)}`);
    this.count(`reported.${this.channel(slot)}.${FINDERS[finder[slot]]}`);
  }

  override filed(slot: number, now: number): void {
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

  override ended(slot: number, end: number): void {
    const { reported, signed, handled } = this.world.incidents;
    if (!within(this.window, reported[slot]) || !this.isReal(slot)) return;
    const channel = this.channel(slot);
    this.time(`signing.${channel}`, signed[slot] - reported[slot]);
    if (end !== END.closed) return;
    this.time(`feedback.${channel}`, handled[slot] - reported[slot]);
    this.count(`settled.${this.handlers.get(slot)}`);
  }

  override crewEvent(...[name, crew, slot, now]: Parameters<Observer['crewEvent']>): void {
    const { crews, tasks, roster, incidents } = this.world;
    const group = roster.group[crew];
    if (name === 'finished' && tasks.purpose[crews.task[crew]] === HANDLE)
      this.handlers.set(slot, LEVELS[roster.groups[group].level]);
    if (name === 'ordered') this.orderedAt.set(crew, now);
    if (name !== 'accepted' || !within(this.window, now)) return;
    const seconds = now - (this.orderedAt.get(crew) ?? Number.NaN);
    if (group >= GROUP.firstTeam) this.time(`acceptance.${roster.groups[group].name}`, seconds);
    else if (incidents.finderCrew[slot] !== crew) this.time('acceptance.field', seconds);
  }

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
  const backend = await createBackend('embedded', scenario, replication);
  const field = new Field(scenario, city, replication, new Bystander(), backend.capabilities.notices);
  const watch = new Watch(field.world, window);
  field.observe(watch);
  const driver = new VirtualDriver(field, backend);
  const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
  await backend.start(city, field.roster, clock, driver.push);
  while (field.now < window.to + FOLLOWED * DAY) await driver.runUntil(field.now + DAY);
  await backend.stop();
  const { counts, times } = watch;
  return { window, counts, times, workers: field.world.roster.workers };
}

/**
 * Occurrences in each hour of the first `days` days of a replication. What occurs hangs on nobody's doings, so the field is
 * left to itself: no patrols, no backend.
 */
export function occurrences(scenario: Scenario, city: City, replication: number, days: number): Float64Array {
  const counter = new Counter(days);
  const unwatched = { ...scenario, patrol: { ...scenario.patrol, enabled: false } };
  const field = new Field(unwatched, city, replication, counter, []);
  while (field.now < days * DAY - 1) {
    field.advance(days * DAY - 1);
    field.takeNotices();
  }
  return counter.hourly;
}
