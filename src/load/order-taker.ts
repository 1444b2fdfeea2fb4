import type { SequencedOrder } from '../backend/http/api.ts';
import type { Cases } from './cases.ts';
import type { HistoryRecord, WireOrder } from './history/record.ts';
import type { OrderTaker } from './order-stream.ts';
import type { Pace } from './pace.ts';
import type { Recorder } from './recorder.ts';
import type { Source } from './source.ts';

/** Clocks of server and field may differ by so many wall seconds: within them duty is not judged. */
const LEEWAY = 2;

export interface OrderTakerSetting {
  readonly source: Source;
  readonly cases: Cases;
  readonly recorder: Recorder;
  readonly pace: Pick<Pace, 'fastest'>;
  /** Milliseconds since the load's start. */
  readonly now: () => number;
  readonly take: (record: HistoryRecord) => void;
}

/** Writes each order down as it comes in, and lets it take effect in the field. */
export function orderTaker({ source, cases, recorder, pace, now, take }: OrderTakerSetting): OrderTaker {
  const { roster } = source.field;
  const onDuty = (crew: number, at: number): boolean => {
    const leeway = LEEWAY * pace.fastest;
    return [at, at - leeway, at + leeway].some((time) => time >= 0 && roster.onDuty(crew, time));
  };
  const dutyOf = ({ order, at }: SequencedOrder, applied: number): { duty?: boolean } => {
    // Volunteers are on duty while they are there, which the roster does not know.
    if (order.type !== 'assign' || order.crew >= roster.crews || roster.role(order.crew) === 'volunteer') return {};
    return { duty: onDuty(order.crew, applied) || onDuty(order.crew, at) };
  };
  return {
    event: (event) => take({ t: 'stream', at: now(), event }),
    order(sequenced) {
      const { seq, at, reference } = sequenced;
      const applied = source.driver.simulated;
      recorder.second.orders++;
      recorder.stream.orders++;
      const order = wireOrder(sequenced);
      take({ t: 'order', at: now(), simulated: at, applied, seq, order, reference, ...dutyOf(sequenced, applied) });
      const effective = source.order(sequenced);
      const first = effective && cases.ordered(effective);
      if (first !== undefined) recorder.decided(first.section, source.driver.running - first.sent);
    },
    failed: (kind) => recorder.streamFailed(kind),
    // The judge has the whole list read at the end; the field only needs the orders that are still to come.
    reread: () => Promise.resolve(),
  };
}

function wireOrder({ order }: SequencedOrder): WireOrder {
  return {
    type: order.type,
    ...('incident' in order && { incident: order.incident }),
    ...('into' in order && { into: order.into }),
    ...('crew' in order && { crew: order.crew }),
    ...('purpose' in order && { purpose: order.purpose }),
  };
}
