import { tinyCity } from '../../city/tiny.ts';
import { SILENT } from '../../field/observer.ts';
import { ACTIVITY, END } from '../../field/state.ts';
import { DAY } from '../../kernel/time.ts';
import type { Duration } from '../../scenario/schema.ts';
import { blankScenario, crewsOfTownship, stream } from '../blank.ts';
import { CrewsByPreference, type WhenBusy } from '../crews.ts';
import type { PieceContext } from '../experiment.ts';
import type { Atom } from '../theory/hypercube.ts';
import { PER_DAY } from './plan.ts';

/** Crews of one township as the servers of a queue; rates in arrivals per mean service. */
export interface CrewQueue {
  readonly crews: number;
  readonly atoms: readonly Atom[];
  /** Minutes on site of a given mean. */
  readonly effort: (mean: number) => Duration;
  readonly whenBusy: WhenBusy;
  /** Shares of minor, ordinary, severe, critical. */
  readonly severity?: number[];
  readonly customers: number;
}

/** Hears of every customer; `severity` is an index into SEVERITIES, times are in mean services. */
export interface CrewAudience {
  arrives(severity: number): void;
  isLost?(): void;
  isDone?(severity: number, timeInSystem: number): void;
  /** A crew is sent to an incident of that atom. */
  isSent?(crew: number, atom: number): void;
  /** A crew ends a spell of work. */
  hasWorked?(crew: number, length: number): void;
}

/** Runs a queue of crews until about so many customers have come; returns how long that was, in mean services. */
export async function runCrewQueue(
  { crews, atoms, effort, whenBusy, severity, customers }: CrewQueue,
  { seed, piece, engine }: PieceContext,
  audience: CrewAudience,
): Promise<void> {
  const rate = atoms.reduce((sum, atom) => sum + atom.rate, 0);
  const mean = (DAY * rate) / PER_DAY;
  const scenario = blankScenario(seed, (blank) => {
    const changes = { effortMinutes: effort(mean / 60), ...(severity !== undefined && { severity }) };
    blank.incidents.kinds = { stream: stream(PER_DAY, changes) };
    blank.staffing.teams = { crews: crewsOfTownship(crews) };
  });
  const backend = new CrewsByPreference((micro) => atoms[micro].preference, whenBusy);
  const observer = {
    ...SILENT,
    reported: (slot: number) => audience.arrives(stage.field.world.incidents.severity[slot]),
    ended(slot: number, end: number, now: number) {
      const { severity, reported } = stage.field.world.incidents;
      if (end === END.rejected) audience.isLost?.();
      else audience.isDone?.(severity[slot], (now - reported[slot]) / mean);
    },
    crewEvent(name: string, crew: number, slot: number) {
      if (name === 'ordered') audience.isSent?.(crew, stage.field.world.incidents.micro[slot]);
    },
    spent(crew: number, activity: number, from: number, to: number) {
      if (activity === ACTIVITY.job) audience.hasWorked?.(crew, (to - from) / mean);
    },
  };
  const city = cityOfAtoms(atoms);
  const stage = await engine({ scenario, city, replication: piece, backend, observer });
  await stage.runUntil((customers / PER_DAY) * DAY);
}

/** One micro-grid for each atom: incidents fall on areas, so the areas are the rates. */
function cityOfAtoms(atoms: readonly Atom[]) {
  const city = tinyCity({
    units: 1,
    townshipsPerUnit: 1,
    communitiesPerTownship: 1,
    gridsPerCommunity: 1,
    microsPerGrid: atoms.length,
  });
  city.microArea.set(atoms.map((atom) => atom.rate));
  return city;
}
