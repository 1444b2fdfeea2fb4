import { createColumns } from '../kernel/columns.ts';
import { createRows } from '../kernel/rows.ts';

/** Where an incident stands that is in the field; one that has left it (`END`) has no row any more. */
export const STATUS = { expected: 0, latent: 1, reported: 2, filed: 3, lagging: 4, handled: 5 } as const;

/**
 * What is the matter with an incident besides its status; bits. `ledger`: it was suspended at
 * some time; `returned`: a department sent it back as not its matter.
 */
export const FLAG = { falseAlarm: 1, duplicate: 2, suspended: 4, extended: 8, ledger: 16, returned: 32 } as const;

/** How a latent incident came to an end, or will. */
export const WAY = { resident: 0, patrol: 1, liaison: 2, sensor: 3, self: 4, none: 5 } as const;

/** How an incident left the field. */
export const END = { closed: 0, rejected: 1, merged: 2, unseen: 3 } as const;

export const PURPOSES = ['verify', 'handle', 'check'] as const;
export const VERIFY = 0;
export const HANDLE = 1;
export const CHECK = 2;

/** What a crew is doing; what it does off duty is idle too. */
export const ACTIVITY = { idle: 0, patrol: 1, travel: 2, job: 3, errand: 4, outOfScope: 5 } as const;
export const ACTIVITIES = ['idle', 'patrol', 'travel', 'job', 'errand', 'outOfScope'] as const;

/** What waits for a crew's current visit or chore to end; bits. */
export const PENDING = { order: 1, errand: 2, outOfScope: 4 } as const;

/** Of volunteers: called up and gathering, and there. */
export const CALLED = 2;
export const PRESENT = 1;

/** A task's state. */
export const TASK = { ordered: 0, travelling: 1, onSite: 2, interrupted: 3 } as const;

/**
 * Incidents alive in the field, one row each, named by its place ("slot"). Times are NaN until they have come. Fields that
 * are needed together stand together: those of a latent incident, of its report, and of its handling.
 */
export function incidentRows() {
  return createRows(
    {
      /** Sequence number of the event that moves it on; others are stale. */
      pending: 'f64',
      status: 'i32',
      flags: 'i32',
      /** Index of its kind; unit, day and ordinal complete its identity. */
      kind: 'i32',
      unit: 'i32',
      day: 'i32',
      ordinal: 'i32',
      micro: 'i32',
      severity: 'i32',
      occurred: 'f64',
      endsAt: 'f64',
      endsBy: 'i32',
      escalatesAt: 'f64',
      escalations: 'i32',
      /** The visit of its micro-grid that finds it; counted from its occurring until it has occurred. */
      foundBy: 'i32',
      /** The micro-grid's list of latent incidents. */
      before: 'i32',
      after: 'i32',
      x: 'f64',
      y: 'f64',
      level: 'i32',
      /** Crews it needs at a time, and those on site. */
      crews: 'i32',
      onSite: 'i32',
      /** WAY by which it was found. */
      finder: 'i32',
      finderCrew: 'i32',
      reported: 'f64',
      signed: 'f64',
      filed: 'f64',
      handleBy: 'f64',
      closeBy: 'f64',
      /** First of its tasks. */
      task: 'i32',
      /** Orders to crews so far: the attempt of their draws. */
      orders: 'i32',
      ordered: 'f64',
      accepted: 'f64',
      /** When the order was given that was accepted first. */
      arrived: 'f64',
      /** Seconds on site still to be done on this visit; NaN until it has begun. */
      effortLeft: 'f64',
      /** Site visits still to come after the present one. */
      visitsLeft: 'i32',
      visit: 'i32',
      reworks: 'i32',
      handled: 'f64',
      /** Original of a duplicate (handle). */
      original: 'f64',
    },
    8192,
  );
}
export type Incidents = ReturnType<typeof incidentRows>;

/** What changes about crews: `crews` has a row for each, `rounds` one for each grid worker, who are the first crews. */
export function crewColumns(crews: number, workers: number) {
  return {
    crews: createColumns(
      {
        x: 'f64',
        y: 'f64',
        activity: 'u8',
        /** When the activity began. */
        since: 'f64',
        pending: 'u8',
        /** The task it is on; -1 = none. */
        task: 'i32',
        /** The task it was ordered to and has not yet accepted; -1 = none. */
        order: 'i32',
        moved: 'u8',
        /** Volunteers that came. */
        present: 'u8',
      },
      crews,
    ),
    rounds: createColumns(
      {
        /** Whole rounds left in this window. */
        roundsLeft: 'u8',
        /** Grid to cover for a neighbour today, and rounds left there; -1 = none. */
        cover: 'i32',
        coverLeft: 'u8',
        window: 'u8',
        errandSeconds: 'f64',
        outOfScopeSeconds: 'f64',
      },
      workers,
    ),
  };
}
export type Crews = ReturnType<typeof crewColumns>['crews'];
export type Rounds = ReturnType<typeof crewColumns>['rounds'];

/** Orders to crews that are not over. */
export function taskColumns() {
  return createColumns(
    {
      crew: 'i32',
      incident: 'i32',
      purpose: 'u8',
      state: 'u8',
      /** Reaction time is over: it may be accepted. */
      noticed: 'u8',
      /** Sequence number and time of the event that moves it on. */
      pending: 'u32',
      due: 'f64',
      /** The task that this one interrupted; -1 = none. */
      below: 'i32',
      /** Next task of the same incident; -1 = none. */
      next: 'i32',
    },
    1024,
  );
}
export type Tasks = ReturnType<typeof taskColumns>;
