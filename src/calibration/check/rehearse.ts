import type { City } from '../../city/city.ts';
import { Field } from '../../field/field.ts';
import { SILENT } from '../../field/observer.ts';
import { FLAG } from '../../field/state.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import { createBackend } from '../../run/backends.ts';
import { VirtualDriver } from '../../run/virtual.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { type Sample, sampleOf } from '../stages/sample.ts';

const HOURS = 24;

/** What the simulator makes of a scenario, as a log would show it. */
export interface Rehearsal {
  /** Reports of the kinds asked for per hour of the measured window, one list per replication. */
  readonly hours: readonly Float64Array[];
  /** Seconds from report to the end of the work, those ended and those open at the window's end. */
  readonly closure: Sample;
  /** True incidents of each kind that occurred and that were reported for the first time in the measured windows. */
  readonly kinds: Readonly<Record<string, { occurred: number; reported: number }>>;
}

/** What to rehearse; only reports of `kinds` are counted by the hour and followed. */
export interface RehearsalPlan {
  readonly scenario: Scenario;
  readonly city: City;
  readonly kinds: readonly string[];
  readonly replications: number;
}

/** Runs the real field under the embedded backend; `dayPassed` is told how many days are simulated. */
export async function rehearse(
  { scenario, city, kinds, replications }: RehearsalPlan,
  dayPassed: (days: number) => void,
): Promise<Rehearsal> {
  const from = scenario.horizon.warmupDays * DAY;
  const to = from + scenario.horizon.days * DAY;
  const hours: Float64Array[] = [];
  const ended: number[] = [];
  const open: number[] = [];
  const totals = Object.fromEntries(kinds.map((kind) => [kind, { occurred: 0, reported: 0 }]));
  let passed = 0;
  for (let replication = 0; replication < replications; replication++) {
    const backend = await createBackend('embedded', scenario, replication);
    const field = new Field(scenario, city, replication, SILENT, backend.capabilities.notices);
    const { incidents } = field.world;
    const counts = new Float64Array(scenario.horizon.days * HOURS);
    const wanted = field.world.kinds.map(({ name }) => (Object.hasOwn(totals, name) ? totals[name] : undefined));
    const isTrue = (slot: number) => (incidents.flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
    const pending = new Map<number, number>();
    hours.push(counts);
    field.observe({
      ...SILENT,
      occurred(slot, now) {
        const total = wanted[incidents.kind[slot]];
        if (total !== undefined && now >= from && now < to && isTrue(slot)) total.occurred++;
      },
      reported(slot, now) {
        const total = wanted[incidents.kind[slot]];
        if (total === undefined || now < from || now >= to) return;
        counts[Math.floor((now - from) / HOUR)]++;
        if (!isTrue(slot)) return;
        total.reported++;
        pending.set(slot, now);
      },
      ended(slot) {
        const reported = pending.get(slot);
        pending.delete(slot);
        if (reported !== undefined && incidents.handled[slot] > reported)
          ended.push(incidents.handled[slot] - reported);
      },
    });
    const driver = new VirtualDriver(field, backend);
    const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
    await backend.start(city, field.roster, clock, driver.push);
    while (field.now < to) {
      await driver.runUntil(Math.min(to, field.now + DAY));
      dayPassed(++passed);
    }
    for (const [slot, reported] of pending) {
      const { handled } = incidents;
      if (handled[slot] > reported) ended.push(handled[slot] - reported);
      else open.push(to - reported);
    }
    await backend.stop();
  }
  return { hours, closure: sampleOf(ended, open), kinds: totals };
}
