import { expect } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import type { City } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { CrewStatus, Notice, Reported } from '../../src/port/notices.ts';
import type { Order, OrderType } from '../../src/port/orders.ts';
import type { Roster } from '../../src/port/roster.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { DAY, setting } from '../port/setting.ts';
import { Watched } from '../port/watched.ts';

interface Given {
  readonly at: number;
  readonly order: Order;
}

/** All that was said between the field and the centres in so many days. */
export class Governed {
  readonly notices: Notice[] = [];
  readonly given: Given[] = [];
  readonly roster: Roster;
  readonly field: Field;
  private readonly backend: Watched;

  constructor(
    change: (scenario: Scenario) => void,
    city: City = tinyCity({ townshipsPerUnit: 1 }),
    Centres: new (scenario: Scenario, replication: number) => EmbeddedBackend = EmbeddedBackend,
  ) {
    const scenario = setting(change);
    this.backend = new Watched(new Centres(scenario, 0), {
      heard: (notice) => this.notices.push(notice),
      ordered: (order, at) => this.given.push({ at, order }),
    });
    this.field = new Field(scenario, city, 0, SILENT, this.backend.capabilities.notices);
    this.roster = this.field.roster;
    const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
    this.backend.start(city, this.roster, clock, () => {});
  }

  async run(days: number): Promise<this> {
    await new VirtualDriver(this.field, this.backend).runUntil(days * DAY);
    return this;
  }

  /** All reports with at least a day left to be dealt with. */
  reports(kind?: string): Reported[] {
    const latest = this.field.now - DAY;
    return this.notices.flatMap((n) =>
      n.type === 'reported' && n.at < latest && (kind === undefined || n.kind === kind) ? [n] : [],
    );
  }

  /** Orders of a type for an incident, in the order in which they were given. */
  orders<T extends OrderType>(type: T, incident: number): { at: number; order: Extract<Order, { type: T }> }[] {
    return this.given.flatMap(({ at, order }) =>
      order.type === type && 'incident' in order && order.incident === incident
        ? [{ at, order: order as Extract<Order, { type: T }> }]
        : [],
    );
  }

  /** The time of an incident's only order of a type. */
  time(type: OrderType, incident: number): number {
    const [only, ...more] = this.orders(type, incident);
    if (only === undefined || more.length > 0) throw new Error(`${more.length + (only ? 1 : 0)} orders to ${type}`);
    return only.at;
  }

  crewTime(status: CrewStatus, incident: number): number {
    const notice = this.notices.find((n) => n.type === 'crew' && n.status === status && n.incident === incident);
    if (notice === undefined) throw new Error(`no crew ${status}`);
    return notice.at;
  }

  outcomeTime(incident: number, result: string): number {
    const notice = this.notices.find((n) => n.type === 'outcome' && n.incident === incident && n.result === result);
    if (notice === undefined) throw new Error(`never ${result}`);
    return notice.at;
  }
}

/** The reports of a run that there was time to settle, which must be some. */
export function settled(governed: Governed): Reported[] {
  const reports = governed.reports();
  expect(reports.length).toBeGreaterThan(5);
  return reports;
}
