import fc from 'fast-check';
import type { City } from '../../src/city/city.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Duration, IncidentKind, Scenario } from '../../src/scenario/schema.ts';
import { CHANNELS, DRIVERS } from '../../src/scenario/terms.ts';
import { always, kind, setting, team } from '../port/setting.ts';

/** Any valid small scenario with its city. */
export interface Case {
  readonly scenario: Scenario;
  readonly city: City;
}

const share = fc.constantFrom(0, 0.1, 0.3, 0.5, 0.8, 1);

/** Every shape of duration, of about that size. */
function duration(size: number): fc.Arbitrary<Duration> {
  return fc.constantFrom<Duration>(
    { dist: 'deterministic', value: size },
    { dist: 'deterministic', value: 0 },
    { dist: 'exponential', mean: size },
    { dist: 'erlang', mean: size, k: 3 },
    { dist: 'hyperexponential', mean: size, scv: 4 },
    { dist: 'lognormal', median: size, sigma: 1 },
    { dist: 'gamma', mean: size, shape: 0.7 },
    { dist: 'weibull', scale: size, shape: 1.5 },
    { dist: 'empirical', quantiles: [0, size / 2, size, 3 * size] },
  );
}

function shares(length: number): fc.Arbitrary<number[]> {
  return fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: length, maxLength: length })
    .map((weights) => (weights.some((weight) => weight > 0) ? weights : weights.with(0, 1)))
    .map((weights) => weights.map((weight) => weight / weights.reduce((a, b) => a + b, 0)));
}

const wayOut = fc.record({ share, afterHours: duration(5) });
const spell = fc.constantFrom(
  always,
  { from: '08:00', to: '17:00' },
  { from: '20:00', to: '06:00' },
  { from: '09:00', to: '12:00', days: [1, 3, 5] },
);

const anyKind: fc.Arbitrary<IncidentKind> = fc
  .record({
    class: fc.constantFrom('order', 'care'),
    channel: fc.constantFrom(...CHANNELS),
    perDay: fc.integer({ min: 0, max: 60 }),
    driver: fc.constantFrom(...DRIVERS),
    severity: shares(4),
    settle: shares(5),
    matter: fc.constantFrom('matter', 'otherMatter'),
    effortMinutes: duration(40),
    lag: fc.record({ share, hours: duration(20) }),
    siteVisits: shares(3),
    crews: fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(1, 1, 2, 3))).map((crews) => [...crews]),
    rework: share,
    check: share,
    verify: fc.boolean(),
    falseAlarm: share,
    duplicates: fc.constantFrom(0, 0, 0.5, 2),
    found: fc.record({ resident: wayOut, patrol: share, liaison: wayOut, sensor: wayOut, self: wayOut }),
    escalationPerDay: fc.constantFrom(0, 0.5, 10),
    wrongDepartment: share,
  })
  .map((changes) => kind(changes as Partial<IncidentKind>));

const staffing = fc.record({
  perGrid: fc.constantFrom(0, 0.5, 1, 2),
  perExclusiveGrid: fc.constantFrom(0, 1),
  restDaysPerWeek: fc.integer({ min: 0, max: 3 }),
  leaveShare: fc.constantFrom(0, 0.2),
  vacancyShare: fc.constantFrom(0, 0.2),
  workerDuty: spell,
  workerAccept: duration(15),
  outOfScope: fc.record({ perDay: share, minutes: duration(60) }),
  errands: fc.record({ perDay: share, minutes: duration(25) }),
  perMicroGrid: fc.constantFrom(0, 0.5, 1),
  liaisonDuty: spell,
  perCommunity: fc.constantFrom(0, 1, 2),
  groups: fc.constantFrom(0, 1, 3),
  answerShare: share,
  gather: duration(40),
  stayHours: fc.constantFrom(0.5, 4),
  urgent: duration(4),
  teams: fc.array(
    fc.record({ level: fc.constantFrom('township', 'county', 'city'), duty: spell, accept: duration(10) }),
    {
      maxLength: 4,
    },
  ),
});

const settings = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }).map(String),
  metric: fc.constantFrom('straight', 'rightAngle', 'none'),
  patrol: fc.boolean(),
  dwellMinutes: fc.constantFrom(0, 5, 45),
  coverRounds: fc.integer({ min: 0, max: 2 }),
  coverage: share,
  daily: fc.constantFrom(1, 1.8, 3),
  hourly: fc.constantFrom(1, 1.3),
  duplicateHours: duration(3),
  look: duration(6),
  centres: fc.boolean(),
  operators: fc.constantFrom(0, 1, 3),
  sign: duration(200),
  handedDown: fc.boolean(),
  recognise: share,
  policy: fc.constantFrom('ownGridFirst', 'nearestFree', 'earliestDeadline', 'leastLoaded'),
  extendShare: share,
  suspendAfterDays: fc.constantFrom(0.2, 5),
  escalateAfterHours: fc.constantFrom(2, 48),
  callUpAtWaiting: fc.constantFrom(1, 5),
  surge: fc.option(fc.record({ day: fc.integer({ min: 0, max: 2 }), factor: fc.constantFrom(0, 5) }), {
    nil: undefined,
  }),
});

const shape = fc.record({
  units: fc.integer({ min: 1, max: 2 }),
  townshipsPerUnit: fc.integer({ min: 1, max: 2 }),
  communitiesPerTownship: fc.integer({ min: 1, max: 2 }),
  gridsPerCommunity: fc.integer({ min: 1, max: 3 }),
  microsPerGrid: fc.integer({ min: 1, max: 5 }),
  exclusiveGrids: fc.integer({ min: 0, max: 2 }),
});

export const anyCase: fc.Arbitrary<Case> = fc
  .record({ shape, settings, staffing, kinds: fc.array(anyKind, { minLength: 1, maxLength: 5 }) })
  .map(({ shape, settings, staffing, kinds }) => {
    const scenario = setting((s) => {
      s.seed = settings.seed;
      s.travel.metric = settings.metric;
      Object.assign(s.patrol, {
        enabled: settings.patrol,
        dwellMinutes: settings.dwellMinutes,
        coverRounds: settings.coverRounds,
      });
      const { perGrid, perExclusiveGrid, restDaysPerWeek, leaveShare, vacancyShare, outOfScope, errands } = staffing;
      const { workerDuty, workerAccept, liaisonDuty } = staffing;
      Object.assign(s.staffing.gridWorkers, { perGrid, perExclusiveGrid, restDaysPerWeek, leaveShare, vacancyShare });
      Object.assign(s.staffing.gridWorkers, { outOfScope, errands, duty: [workerDuty], acceptMinutes: workerAccept });
      Object.assign(s.staffing.liaisons, { perMicroGrid: staffing.perMicroGrid, duty: [liaisonDuty] });
      s.staffing.communityStaff.perCommunity = staffing.perCommunity;
      const { groups, answerShare, gather, stayHours } = staffing;
      Object.assign(s.staffing.volunteers, {
        groupsPerCommunity: groups,
        answerShare,
        gatherMinutes: gather,
        stayHours,
      });
      s.staffing.urgentAcceptMinutes = staffing.urgent;
      staffing.teams.forEach(({ level, duty, accept }, i) => {
        const matters = i % 2 === 0 ? ['matter', 'otherMatter'] : ['matter'];
        s.staffing.teams[`team${i}`] = team({ level, duty: [duty], acceptMinutes: accept, matters });
      });
      s.sensing.coverage = settings.coverage;
      s.incidents.dispersion = { daily: Math.max(settings.daily, settings.hourly), hourly: settings.hourly };
      s.incidents.duplicateHours = settings.duplicateHours;
      s.incidents.lookMinutes = settings.look;
      s.incidents.hotline = { contactsPerDay: 20, answeredShare: 0.6 };
      s.incidents.kinds = Object.fromEntries(kinds.map((one, i) => [`kind${i}`, one]));
      const { surge } = settings;
      if (surge !== undefined) {
        const factors = { order: surge.factor };
        s.incidents.surges = [
          { name: { en: 'Surge', zh: '潮' }, from: { day: surge.day, hour: 6 }, hours: 20, factors },
        ];
      }
      s.centres.enabled = settings.centres;
      s.centres.powersHandedDown = settings.handedDown;
      s.centres.recogniseDuplicates = settings.recognise;
      s.centres.township.operators[0].number = settings.operators;
      s.centres.township.signSeconds = settings.sign;
      const { policy, extendShare, suspendAfterDays, escalateAfterHours, callUpAtWaiting } = settings;
      s.backend = { policy, extendShare, suspendAfterDays, escalateAfterHours, callUpAtWaiting };
    });
    return { scenario, city: tinyCity(shape) };
  });
