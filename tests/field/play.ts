import type { City } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { type Observer, SILENT } from '../../src/field/observer.ts';
import {
  type CrewNotice,
  type CrewStatus,
  NOTICE_NAMES,
  type Notice,
  type Outcome,
  type Reported,
  type Result,
} from '../../src/port/notices.ts';
import type { Order, Purpose } from '../../src/port/orders.ts';
import type { Role } from '../../src/port/roster.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { DAY } from '../port/setting.ts';

/** A field that a test governs by hand: it lets time pass up to what it waits for, and gives its orders. */
export class Play {
  readonly field: Field;
  readonly seen: Notice[] = [];

  constructor(scenario: Scenario, city: City = tinyCity(), observer: Partial<Observer> = {}) {
    this.field = new Field(scenario, city, 0, { ...SILENT, ...observer }, NOTICE_NAMES);
  }

  get now(): number {
    return this.field.now;
  }

  /** Lets time pass and only listens. */
  until(time: number): this {
    while (this.field.now < time || this.field.hasNotices()) {
      this.field.advance(time);
      this.listen();
    }
    return this;
  }

  /** Gives orders now; the reasons of those that are refused. */
  order(...orders: Order[]): string[] {
    this.field.apply(orders);
    return this.listen().flatMap((notice) => (notice.type === 'refused' ? [notice.reason] : []));
  }

  assign(incident: number, crew: number, purpose: Purpose = 'handle'): string[] {
    return this.order({ type: 'assign', incident, crew, purpose });
  }

  file(incident: number): string[] {
    return this.order({ type: 'sign', incident, level: 'township' }, { type: 'file', incident });
  }

  /** Lets time pass to the next report. */
  reported(kind?: string): Reported {
    return this.next((n) => n.type === 'reported' && (kind === undefined || n.kind === kind), 'report') as Reported;
  }

  /** Lets time pass to a crew's next step. */
  crew(crew: number, status: CrewStatus): CrewNotice {
    return this.next(
      (n) => n.type === 'crew' && n.crew === crew && n.status === status,
      `${crew} ${status}`,
    ) as CrewNotice;
  }

  outcome(incident: number, result: Result): Outcome {
    const fits = (n: Notice) => n.type === 'outcome' && n.incident === incident && n.result === result;
    return this.next(fits, result) as Outcome;
  }

  /** The first crew of a role. */
  first(role: Role): number {
    const { roster } = this.field;
    for (let crew = 0; crew < roster.crews; crew++) if (roster.role(crew) === role) return crew;
    throw new Error(`nobody is a ${role}`);
  }

  /** What was heard since, without anything a test waited for being lost. */
  heard(fits: (notice: Notice) => boolean): number {
    return this.seen.filter(fits).length;
  }

  private next(fits: (notice: Notice) => boolean, what: string): Notice {
    const limit = this.field.now + 30 * DAY;
    while (this.field.now < limit) {
      this.field.advance(limit);
      const found = this.listen().find(fits);
      if (found !== undefined) return found;
    }
    throw new Error(`waited in vain for: ${what}`);
  }

  private listen(): Notice[] {
    const notices = [...this.field.takeNotices()];
    this.seen.push(...notices);
    return notices;
  }
}
