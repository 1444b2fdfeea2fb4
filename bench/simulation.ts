import { EmbeddedBackend } from '../src/backend/embedded/embedded.ts';
import type { City } from '../src/city/city.ts';
import { loadCity } from '../src/city/load.ts';
import { repeatCity } from '../src/city/repeat.ts';
import { Field } from '../src/field/field.ts';
import { SILENT } from '../src/field/observer.ts';
import { Collector } from '../src/run/measures/collector.ts';
import { windowOf } from '../src/run/measures/window.ts';
import { VirtualDriver } from '../src/run/virtual.ts';
import { loadScenario } from '../src/scenario/load.ts';
import type { Scenario } from '../src/scenario/schema.ts';
import { bundled } from './bundled.ts';
import { atLeast, atMost, type Figure, median, print } from './figure.ts';
import { holdNanoseconds } from './hold.ts';

const DAY = 86_400;
const WARM_DAYS = 14;
const ROUND_DAYS = 7;
const ROUNDS = 5;
const LEAST_DAYS_PER_SECOND = 30;
const MOST_HOLDS = 3;
const MOST_GROWTH = 1.8;

const scenarioFile = new URL('../scenarios/yangzhou.yaml', import.meta.url).pathname;

/** A city at work with everything that a run measures, and how much CPU a stretch of its days takes. */
class Run {
  private readonly field: Field;
  private readonly driver: VirtualDriver;
  private pendingSum = 0;
  private looks = 0;

  constructor(scenario: Scenario, city: City) {
    const backend = new EmbeddedBackend(scenario, 0);
    const window = windowOf(scenario.horizon);
    this.field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices);
    this.field.observe(new Collector(this.field.world, window));
    backend.start(city, this.field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
    this.driver = new VirtualDriver(this.field, backend);
  }

  get meanPending(): number {
    return this.pendingSum / this.looks;
  }

  counts() {
    return { ...this.field.counts(), events: this.field.world.queue.pushed };
  }

  /** CPU seconds of so many days. */
  async days(number: number): Promise<number> {
    const end = this.field.now + number * DAY;
    const before = process.cpuUsage();
    while (this.field.now < end) {
      await this.driver.runUntil(Math.min(end, this.field.now + 3600));
      this.pendingSum += this.field.world.queue.size;
      this.looks++;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  }
}

async function scenarioOf(settings: readonly string[], days: number): Promise<Scenario> {
  const set = [`horizon.days=${days}`, 'horizon.warmupDays=0', ...settings];
  return (await loadScenario(scenarioFile, { set })).scenario;
}

/** The whole city's days per CPU-second of one core, against bare hold operations; with rest days and without. */
export async function benchDays(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, settings] of [
    ['default', []],
    [
      'patrols seven days a week',
      [
        'staffing.gridWorkers.restDaysPerWeek=0',
        'staffing.gridWorkers.leaveShare=0',
        'staffing.gridWorkers.vacancyShare=0',
      ],
    ],
  ] as const) {
    const scenario = await scenarioOf(settings, WARM_DAYS + ROUND_DAYS * ROUNDS);
    const run = new Run(scenario, await loadCity('yangzhou', scenario.city.seed));
    await run.days(WARM_DAYS);
    const before = run.counts();
    const rates: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const events = run.counts().events;
      const seconds = await run.days(ROUND_DAYS);
      rates.push(ROUND_DAYS / seconds);
      const bare = ((run.counts().events - events) * holdNanoseconds(Math.round(run.meanPending))) / 1e9;
      ratios.push(seconds / bare);
    }
    const after = run.counts();
    const perDay = (key: 'visits' | 'closed' | 'events') => (after[key] - before[key]) / (ROUNDS * ROUND_DAYS);
    figures.push(
      { name: `${name}: visits`, value: perDay('visits'), unit: 'a day' },
      { name: `${name}: cases through all stages`, value: perDay('closed'), unit: 'a day' },
      { name: `${name}: events of the field`, value: perDay('events'), unit: 'a day' },
      { name: `${name}: mean pending`, value: run.meanPending, unit: 'events' },
      atLeast(`${name}: whole city`, median(rates), 'days/CPU-s', LEAST_DAYS_PER_SECOND),
      atMost(`${name}: time over that of as many bare holds`, median(ratios), 'x', MOST_HOLDS),
    );
  }
  return figures;
}

/** Time per event in a city ten times as large. */
export async function benchGrowth(): Promise<Figure[]> {
  const scenario = await scenarioOf([], 8);
  const city = await loadCity('yangzhou', scenario.city.seed);
  const large = await scenarioOf(['incidents.scale=10'], 8);
  const one = new Run(scenario, city);
  const ten = new Run(large, repeatCity(city, 10));
  await one.days(3);
  await ten.days(1);
  const ratios: number[] = [];
  for (let round = 0; round < 3; round++) {
    const perEvent = async (run: Run, days: number) => {
      const events = run.counts().events;
      const seconds = await run.days(days);
      return seconds / (run.counts().events - events);
    };
    const small = await perEvent(one, 1);
    ratios.push((await perEvent(ten, 1)) / small);
  }
  return [atMost('a city ten times as large: time per event', median(ratios), 'x', MOST_GROWTH)];
}

if (import.meta.main) {
  const shipped = await bundled<typeof import('./simulation.ts')>('simulation');
  print([...(await shipped.benchDays()), ...(await shipped.benchGrowth())]);
}
