import type { City } from '../../city/city.ts';
import { tinyCity } from '../../city/tiny.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { Batches } from '../batches.ts';
import { blankScenario, foundOnPatrolWithin, stream } from '../blank.ts';
import type { Experiment, PieceContext, Row } from '../experiment.ts';
import { Idle } from '../idle.ts';
import { metByRandomVisits, metByRegularVisits } from '../theory/spatial.ts';

/** How long incidents last, in times between visits. */
const RATIOS = [0.25, 0.5, 1, 2] as const;
const SOURCE = 'Larson and Odoni (1981), 4.3';
const CERTAIN = 1e-12;
const BATCHES = 6;

/** A patrol whose visits to each place come every `between` seconds on average. */
export interface Rounds {
  readonly city: City;
  readonly between: number;
  readonly patrol: (scenario: Scenario) => void;
  readonly perDay: number;
  readonly days: number;
  /** Incidents come within these hours only. */
  readonly hours?: readonly [number, number];
}

const place = { units: 1, townshipsPerUnit: 1, communitiesPerTownship: 1, gridsPerCommunity: 1 };
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** One worker walks round four places day and night: each is seen every two hours to the second. */
const REGULAR: Rounds = {
  city: tinyCity({ ...place, microsPerGrid: 4 }),
  between: 2 * HOUR,
  patrol({ patrol, staffing }) {
    patrol.roundsPerDay = 12;
    patrol.roundMinutes = 120;
    staffing.gridWorkers.perGrid = 1;
  },
  perDay: 5000,
  days: 12,
};

const WALKERS = 256;

/** Very many workers, each of whom sets out at a moment of its own: visits come almost as a Poisson stream. */
export const RANDOM: Rounds = {
  city: tinyCity({ ...place, microsPerGrid: 1 }),
  between: (2 * HOUR) / WALKERS,
  patrol({ patrol, staffing }) {
    patrol.windows = [0, 2, 4, 6, 8, 10].map((from) => ({ from: clock(from), to: clock(from + 2) }));
    patrol.roundsPerDay = patrol.windows.length;
    patrol.startSpreadMinutes = 120;
    staffing.gridWorkers.perGrid = WALKERS;
  },
  perDay: 1000,
  days: 60,
  hours: [1, 11],
};

/** Incidents that last 0.25 to 2 times the time between regular visits: which share of them is met. */
export function regularRounds(pieces: number, rounds: Rounds = REGULAR): Experiment {
  return meetings('regular', pieces, rounds, metByRegularVisits);
}

/** The same where visits come at random. */
export function randomRounds(pieces: number, rounds: Rounds = RANDOM): Experiment {
  return meetings('random', pieces, rounds, metByRandomVisits);
}

function meetings(name: string, pieces: number, rounds: Rounds, theory: (ratio: number) => number): Experiment {
  const keys = RATIOS.map((ratio) => `patrol.${name}.${ratio}`);
  return {
    name: `patrol.${name}`,
    pieces,
    seconds: (rounds.days * rounds.perDay * RATIOS.length) / 500_000,
    rows: RATIOS.map((ratio, i): Row => {
      const met = theory(ratio);
      const judging = met === 1 ? ({ by: 'equal', tolerance: CERTAIN } as const) : ({ by: 'mean' } as const);
      return { key: keys[i], theme: 'patrol', theory: met, judging, source: SOURCE };
    }),
    run: (context) => meet(keys, rounds, context),
  };
}

async function meet(keys: readonly string[], rounds: Rounds, { seed, piece, engine }: PieceContext) {
  const { city, between, patrol, perDay, days, hours = [0, 24] } = rounds;
  const scenario = blankScenario(seed, (blank) => {
    blank.patrol.enabled = true;
    patrol(blank);
    blank.incidents.hourProfiles.within = Array.from({ length: 24 }, (_, h) => (h >= hours[0] && h < hours[1] ? 1 : 0));
    blank.incidents.kinds = Object.fromEntries(
      RATIOS.map((ratio, i) => [
        `kind${i}`,
        stream(perDay, { found: foundOnPatrolWithin((ratio * between) / HOUR), hours: 'within' }),
      ]),
    );
  });
  const met = keys.map(() => new Batches(Math.floor(0.96 * perDay * (days / BATCHES)), 0));
  const kindOf = (slot: number) => stage.field.world.incidents.kind[slot];
  const observer = {
    ...SILENT,
    // The first day fills the city; afterwards visits are as they always will be.
    reported(slot: number, now: number) {
      if (now < DAY) return;
      met[kindOf(slot)].add(1);
      met[kindOf(slot)].customer();
    },
    ended: (slot: number, _: number, now: number) => now >= DAY && met[kindOf(slot)].customer(),
  };
  const stage = await engine({ scenario, city, replication: piece, backend: new Idle(), observer });
  await stage.runUntil((days + 1) * DAY);
  return Object.fromEntries(keys.map((key, i) => [key, met[i].means]));
}
