import { tinyCity } from '../../city/tiny.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY } from '../../kernel/time.ts';
import type { Duration } from '../../scenario/schema.ts';
import { ALWAYS, blankScenario, stream } from '../blank.ts';
import { Counter } from '../counter.ts';
import type { PieceContext } from '../experiment.ts';
import { PER_DAY } from './plan.ts';

/** A queue at one command centre: incidents are the customers, operators the servers. */
export interface CounterQueue {
  readonly servers: number;
  /** Offered load: arrivals per mean service. */
  readonly load: number;
  /** Service times of a given mean. */
  readonly service: (mean: number) => Duration;
  /** Shares of minor, ordinary, severe, critical; severe ones are served first. */
  readonly severity?: number[];
  readonly customers: number;
}

/** Hears of every customer; `severity` is an index into SEVERITIES, waits are in mean services. */
export interface CounterAudience {
  arrives(severity: number): void;
  joinsQueue?(severity: number): void;
  leavesQueue(severity: number, wait: number): void;
}

export const exponential = (mean: number): Duration => ({ dist: 'exponential', mean });

export const ONE_PLACE = tinyCity({
  units: 1,
  townshipsPerUnit: 1,
  communitiesPerTownship: 1,
  gridsPerCommunity: 1,
  microsPerGrid: 1,
});

/** Runs a queue until about so many customers have come. */
export async function runCounterQueue(
  { servers, load, service, severity, customers }: CounterQueue,
  { seed, piece, engine }: PieceContext,
  audience: CounterAudience,
): Promise<void> {
  const mean = (DAY * load) / PER_DAY;
  const scenario = blankScenario(seed, (blank) => {
    blank.incidents.kinds = { stream: stream(PER_DAY, severity === undefined ? {} : { severity }) };
    blank.centres.township.operators = [{ ...ALWAYS, number: servers }];
    blank.centres.township.signSeconds = service(mean);
  });
  const joined = new Map<number, number>();
  const severityOf = (incident: number): number => {
    const { incidents, incidentSlots } = stage.field.world;
    return incidents.severity[incidentSlots.slotOf(incident)];
  };
  const backend = new Counter(scenario, piece, {
    joined(_, incident, now) {
      joined.set(incident, now);
      audience.joinsQueue?.(severityOf(incident));
    },
    left(_, incident, now) {
      audience.leavesQueue(severityOf(incident), (now - (joined.get(incident) ?? Number.NaN)) / mean);
      joined.delete(incident);
    },
  });
  const observer = {
    ...SILENT,
    reported: (slot: number) => audience.arrives(stage.field.world.incidents.severity[slot]),
  };
  const stage = await engine({ scenario, city: ONE_PLACE, replication: piece, backend, observer });
  await stage.runUntil((customers / PER_DAY) * DAY);
}
