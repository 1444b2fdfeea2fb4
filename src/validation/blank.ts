import type { Duration, IncidentKind, Scenario } from '../scenario/schema.ts';

/** Scenarios in which nothing happens but what an experiment lets in: no people, no patrols, no travel, no incidents. */

export const ALWAYS = { from: '00:00', to: '24:00' };

const exactly = (value: number): Duration => ({ dist: 'deterministic', value });
export const NOTHING = exactly(0);
const EVEN = 'even';
const NEVER = { share: 0, afterHours: NOTHING };

/** Poisson incidents at an even rate, reported as they occur, settled by the first crew of whatever level. */
export function stream(perDay: number, changes: Partial<IncidentKind> = {}): IncidentKind {
  return {
    name: { en: 'Stream', zh: '事件流' },
    class: 'stream',
    channel: 'urban',
    object: 'event',
    perDay,
    driver: 'area',
    hours: EVEN,
    weekdays: EVEN,
    severity: [1, 0, 0, 0],
    settle: [1, 0, 0, 0, 0],
    matter: 'matter',
    effortMinutes: NOTHING,
    lag: NEVER_LAGS,
    limits: { handle: { hours: 24, clock: 'natural' }, close: { hours: 48, clock: 'natural' } },
    rework: 0,
    check: 0,
    verify: false,
    falseAlarm: 0,
    duplicates: 0,
    found: { resident: { share: 1, afterHours: NOTHING }, patrol: 0, liaison: NEVER, sensor: NEVER, self: NEVER },
    escalationPerDay: 0,
    ...changes,
  };
}
const NEVER_LAGS = { share: 0, hours: NOTHING };

/** Ways out of latency for incidents that only a patrol finds, and that end by themselves after so many hours. */
export function foundOnPatrolWithin(hours: number): IncidentKind['found'] {
  return { resident: NEVER, patrol: 1, liaison: NEVER, sensor: NEVER, self: { share: 1, afterHours: exactly(hours) } };
}

/** A team on duty day and night, of so many crews in each township, that needs no time to accept. */
export function crewsOfTownship(number: number): Scenario['staffing']['teams'][string] {
  return {
    name: { en: 'Crews', zh: '队伍' },
    level: 'township',
    matters: ['matter'],
    number,
    duty: [ALWAYS],
    mobility: 'vehicle',
    acceptMinutes: NOTHING,
    costPerHour: 0,
  };
}

function centre(): Scenario['centres']['township'] {
  return {
    operators: [],
    signSeconds: NOTHING,
    fileSeconds: NOTHING,
    dispatchSeconds: NOTHING,
    closeSeconds: NOTHING,
    handoverSeconds: NOTHING,
  };
}

/** The blank scenario of a seed with changes. Time 0 is a Monday's midnight. */
export function blankScenario(seed: string, change: (scenario: Scenario) => void): Scenario {
  const people = { duty: [ALWAYS], mobility: 'walk' as const, acceptMinutes: NOTHING, costPerHour: 0 };
  const scenario: Scenario = {
    name: 'validation',
    title: { en: 'Validation', zh: '验证' },
    seed,
    city: { name: 'tiny', seed: 'tiny' },
    horizon: { start: '2022-08-08', timezone: 'Asia/Shanghai', warmupDays: 0, days: 1, drainDays: 1, replications: 1 },
    travel: {
      metric: 'none',
      metresPerSecond: { walk: 1, ebike: 1, vehicle: 1 },
      withinMicroGrid: 0,
      roundWater: false,
    },
    patrol: {
      enabled: false,
      day: ALWAYS,
      windows: [ALWAYS],
      roundsPerDay: 0,
      roundMinutes: 0,
      dwellMinutes: 0,
      logMinutes: 0,
      startSpreadMinutes: 0,
      coverRounds: 0,
      exclusive: { roundsPerDay: 0, roundMinutes: 0 },
      mobility: 'walk',
    },
    staffing: {
      urgentAcceptMinutes: NOTHING,
      gridWorkers: {
        ...people,
        perGrid: 0,
        perExclusiveGrid: 0,
        restDaysPerWeek: 0,
        leaveShare: 0,
        vacancyShare: 0,
        outOfScope: { perDay: 0, minutes: NOTHING },
        errands: { perDay: 0, minutes: NOTHING },
      },
      liaisons: { ...people, perMicroGrid: 0 },
      communityStaff: { ...people, perCommunity: 0 },
      volunteers: {
        groupsPerCommunity: 0,
        answerShare: 0,
        gatherMinutes: NOTHING,
        stayHours: 1,
        mobility: 'walk',
        acceptMinutes: NOTHING,
      },
      teams: {},
    },
    sensing: { coverage: 0 },
    incidents: {
      scale: 1,
      catalogue: 'none.yaml',
      dispersion: { daily: 1, hourly: 1 },
      duplicateHours: NOTHING,
      lookMinutes: NOTHING,
      hotline: { contactsPerDay: 0, answeredShare: 0 },
      surges: [],
      hourProfiles: { [EVEN]: Array.from({ length: 24 }, () => 1) },
      weekdayProfiles: { [EVEN]: [1, 1, 1, 1, 1, 1, 1] },
      kinds: {},
    },
    centres: {
      enabled: true,
      township: centre(),
      county: centre(),
      city: centre(),
      recogniseDuplicates: 1,
      powersHandedDown: true,
    },
    backend: {
      policy: 'ownGridFirst',
      extendShare: 0,
      suspendAfterDays: 1000,
      escalateAfterHours: 1000,
      callUpAtWaiting: 100_000,
    },
    limits: {
      coverageGapHours: 6,
      reachMinutes: 15,
      workingHours: [ALWAYS],
      workingDays: [1, 2, 3, 4, 5, 6, 7],
    },
    targets: [],
  };
  change(scenario);
  return scenario;
}
