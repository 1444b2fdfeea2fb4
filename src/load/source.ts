import type { SequencedOrder } from '../backend/http/api.ts';
import type { City } from '../city/city.ts';
import type { Field } from '../field/field.ts';
import type { Order } from '../port/orders.ts';
import type { PacedDriver } from '../run/paced.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Cases } from './cases.ts';
import type { Connection } from './connection.ts';
import type { FieldWatch } from './field-watch.ts';
import type { Operation } from './operation.ts';
import type { FieldComparison } from './result.ts';
import type { Ramp } from './schedule/ramp.ts';
import type { Start } from './schedule/start.ts';
import type { LoadWindow } from './window.ts';

export interface SourceSetting {
  readonly scenario: Scenario;
  readonly city: City;
  readonly start: Start;
  readonly window: LoadWindow;
  readonly speed: number;
  readonly ramp: Ramp;
  readonly connection: Pick<Connection, 'capabilities' | 'reportBody' | 'isKeyed'>;
  readonly cases: Cases;
  readonly submit: (operation: Operation) => void;
}

/** Where a load's operations come from: each is submitted when its time has come on the driver's clock. */
export interface Source {
  /** Knows who is on duty. */
  readonly field: Field;
  readonly driver: PacedDriver;
  /** Measures the field where crews live in it. */
  readonly watch?: FieldWatch;
  /** Nothing more that waits for nobody; crews go on with what they were ordered to do. */
  closeOpenPart(): void;
  /** Takes an order that came in, and says it in the field's words; undefined where nobody can know whom it concerns. */
  order(order: SequencedOrder): Order | undefined;
  /** The field under this backend beside the same field under the embedded policy, as far as simulated time `end`. */
  compare(end: number): Promise<FieldComparison | null>;
}
