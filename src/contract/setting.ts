import { type Duration, type IncidentKind, type Scenario, scenario as scenarioSchema } from '../scenario/schema.ts';

/** Small scenarios in which nothing is left to chance unless a test lets it in. */

export { DAY, HOUR, MINUTE } from '../kernel/time.ts';

/** A duration without chance, in the unit of the key that it stands under. */
export const exactly = (value: number): Duration => ({ dist: 'deterministic', value });
export const always = { from: '00:00', to: '24:00' };
/** All incidents come between 09:00 and 10:00. */
export const AT_NINE = 'nine';

const never = { share: 0, afterHours: exactly(0) };

/** A minor matter that a resident reports at once, and one crew of the grid settles in half an hour. */
export function kind(changes: Partial<IncidentKind> = {}): IncidentKind {
  return {
    name: { en: 'Matter', zh: '事' },
    class: 'matters',
    channel: 'urban',
    object: 'event',
    perDay: 3,
    driver: 'area',
    hours: 'even',
    weekdays: 'even',
    severity: [1, 0, 0, 0],
    settle: [1, 0, 0, 0, 0],
    matter: 'matter',
    effortMinutes: exactly(30),
    lag: { share: 0, hours: exactly(0) },
    limits: { handle: { hours: 24, clock: 'natural' }, close: { hours: 48, clock: 'natural' } },
    rework: 0,
    check: 0,
    verify: false,
    falseAlarm: 0,
    duplicates: 0,
    found: { resident: { share: 1, afterHours: exactly(0) }, patrol: 0, liaison: never, sensor: never, self: never },
    escalationPerDay: 0,
    ...changes,
  };
}

type Team = Scenario['staffing']['teams'][string];

/** A team on duty day and night that accepts within the minute. */
export function team(changes: Partial<Team> = {}): Team {
  return {
    name: { en: 'Team', zh: '队' },
    level: 'township',
    matters: ['matter'],
    number: 1,
    duty: [always],
    mobility: 'vehicle',
    acceptMinutes: exactly(1),
    costPerHour: 100,
    ...changes,
  };
}

function centre(): Scenario['centres']['township'] {
  return {
    operators: [{ from: '00:00', to: '24:00', number: 50 }],
    signSeconds: exactly(20),
    fileSeconds: exactly(15),
    dispatchSeconds: exactly(10),
    closeSeconds: exactly(30),
    handoverSeconds: exactly(40),
  };
}

const everyHour = (share: number) => Array.from({ length: 24 }, () => share);

/** Nobody, no patrols and no incidents: tests add what they are about. Time 0 is a Monday's midnight. */
export function setting(change: (scenario: Scenario) => void = () => {}): Scenario {
  const scenario: Scenario = {
    name: 'setting',
    title: { en: 'Setting', zh: '场景' },
    seed: 'setting',
    city: { name: 'tiny', seed: 'tiny' },
    horizon: { start: '2022-08-08', timezone: 'Asia/Shanghai', warmupDays: 0, days: 1, drainDays: 1, replications: 1 },
    travel: {
      metric: 'straight',
      metresPerSecond: { walk: 1, ebike: 4, vehicle: 8 },
      withinMicroGrid: 0.52,
      roundWater: true,
    },
    patrol: {
      enabled: false,
      day: { from: '08:00', to: '18:00' },
      windows: [
        { from: '08:30', to: '11:30' },
        { from: '14:30', to: '17:30' },
      ],
      roundsPerDay: 2,
      roundMinutes: 60,
      dwellMinutes: 5,
      logMinutes: 4,
      startSpreadMinutes: 10,
      coverRounds: 1,
      exclusive: { roundsPerDay: 3, roundMinutes: 60 },
      mobility: 'walk',
    },
    staffing: {
      urgentAcceptMinutes: exactly(2),
      gridWorkers: {
        perGrid: 0,
        perExclusiveGrid: 0,
        duty: [{ from: '08:00', to: '18:00' }],
        restDaysPerWeek: 0,
        leaveShare: 0,
        vacancyShare: 0,
        mobility: 'ebike',
        acceptMinutes: exactly(10),
        outOfScope: { perDay: 0, minutes: exactly(0) },
        errands: { perDay: 0, minutes: exactly(0) },
        costPerHour: 30,
      },
      liaisons: { perMicroGrid: 0, duty: [always], mobility: 'walk', acceptMinutes: exactly(10), costPerHour: 1 },
      communityStaff: {
        perCommunity: 0,
        duty: [always],
        mobility: 'ebike',
        acceptMinutes: exactly(10),
        costPerHour: 35,
      },
      volunteers: {
        groupsPerCommunity: 0,
        answerShare: 1,
        gatherMinutes: exactly(30),
        stayHours: 4,
        mobility: 'walk',
        acceptMinutes: exactly(0),
      },
      teams: {},
    },
    sensing: { coverage: 0 },
    incidents: {
      scale: 1,
      catalogue: 'none.yaml',
      dispersion: { daily: 1, hourly: 1 },
      duplicateHours: exactly(1),
      lookMinutes: exactly(5),
      hotline: { contactsPerDay: 0, answeredShare: 0 },
      surges: [],
      hourProfiles: { even: everyHour(1), [AT_NINE]: everyHour(0).with(9, 1) },
      weekdayProfiles: { even: [1, 1, 1, 1, 1, 1, 1] },
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
      workingHours: [{ from: '08:00', to: '18:00' }],
      workingDays: [1, 2, 3, 4, 5],
    },
    targets: [],
  };
  change(scenario);
  return scenarioSchema.parse(scenario);
}

/** From this day on nothing occurs any more, so that what is under way can come to its end. */
export function quietFrom(day: number, scenario: Scenario): void {
  const factors = Object.fromEntries(Object.keys(scenario.incidents.kinds).map((name) => [name, 0]));
  scenario.incidents.surges.push({
    name: { en: 'Quiet', zh: '静' },
    from: { day, hour: 0 },
    hours: 24 * 3650,
    factors,
  });
}
