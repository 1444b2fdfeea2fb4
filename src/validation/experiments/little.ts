import { EmbeddedBackend } from '../../backend/embedded/embedded.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY } from '../../kernel/time.ts';
import type { Gauges } from '../../port/backend.ts';
import type { CentreLevel } from '../../port/orders.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { Clipped } from '../clipped.ts';
import type { Experiment, Row } from '../experiment.ts';

const FROM = 2 * DAY;
const TO = 5 * DAY;
const CENTRES: readonly CentreLevel[] = ['township', 'county', 'city'];
const STAGES = ['latent', 'unfiled', 'crew', 'open'] as const;
const TOLERANCE = 1e-9;

const keyOf = (queue: string) => `little.${queue}`;

/**
 * Little's law on every queue of a run of the whole city: the number present, integrated over a window, equals the times
 * spent in the queue within it. Operators' queues are counted by the backend's gauges and timed case by case; the others
 * are counted by the field's events and timed by the columns that the measures are made from.
 */
export function little(scenario: Scenario): Experiment {
  return {
    name: 'little',
    pieces: 1,
    seconds: 4,
    needsCity: true,
    rows: [...CENTRES, ...STAGES].map(
      (queue): Row => ({
        key: keyOf(queue),
        theme: 'identities',
        theory: 1,
        judging: { by: 'equal', tolerance: TOLERANCE },
        source: 'Little (1961)',
      }),
    ),
    async run({ seed, piece, engine, city }) {
      if (city === undefined) throw new RangeError('the whole city is needed');
      const waits = new Map(CENTRES.map((level) => [level, new Clipped(FROM, TO)]));
      const backend = new EmbeddedBackend({ ...scenario, seed }, piece, undefined, {
        joined: (level, incident, now) => waits.get(level)?.joined(incident, now),
        left: (level, incident, now) => waits.get(level)?.left(incident, undefined, now),
      });
      const [latent, unfiled, crew, open] = STAGES.map(() => new Clipped(FROM, TO));
      const handleOf = (slot: number) => stage.field.world.incidentSlots.handleOf(slot);
      const columns = () => stage.field.world.incidents;
      const observer = {
        ...SILENT,
        occurred: (slot: number, now: number) => latent.joined(handleOf(slot), now),
        reported(slot: number, now: number) {
          latent.left(handleOf(slot), columns().occurred[slot], now);
          unfiled.joined(handleOf(slot), now);
          open.joined(handleOf(slot), now);
        },
        filed(slot: number, now: number) {
          unfiled.left(handleOf(slot), columns().reported[slot], now);
          if (Number.isNaN(columns().ordered[slot])) crew.joined(handleOf(slot), now);
        },
        crewEvent(name: string, _: number, slot: number, now: number) {
          if (name === 'ordered') crew.left(handleOf(slot), columns().filed[slot], now);
        },
        ended(slot: number, _: number, now: number) {
          const { occurred, reported, filed } = columns();
          latent.left(handleOf(slot), occurred[slot], now);
          unfiled.left(handleOf(slot), reported[slot], now);
          crew.left(handleOf(slot), filed[slot], now);
          open.left(handleOf(slot), reported[slot], now);
        },
      };
      const stage = await engine({ scenario: { ...scenario, seed }, city, replication: piece, backend, observer });
      await stage.runUntil(FROM);
      const before = backend.gauges(FROM);
      await stage.runUntil(TO);
      const after = backend.gauges(TO);
      const ofCentres = CENTRES.map((level) => [
        keyOf(level),
        [ratio(between(before, after, level), waits.get(level))],
      ]);
      const ofStages = [latent, unfiled, crew, open].map((queue, i) => [
        keyOf(STAGES[i]),
        [ratio(queue.bothSides().present, queue)],
      ]);
      return Object.fromEntries([...ofCentres, ...ofStages]);
    },
  };
}

function between(before: Gauges, after: Gauges, level: CentreLevel): number {
  return after[level].waiting - before[level].waiting;
}

function ratio(present: number, queue: Clipped | undefined): number {
  const { times } = queue?.bothSides() ?? { times: Number.NaN };
  return present === times ? 1 : present / times;
}
