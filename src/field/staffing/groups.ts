import { compileDuration, type Sampler } from '../../kernel/distributions.ts';
import type { Role } from '../../port/roster.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Level } from '../../scenario/terms.ts';
import { LEVELS } from '../../scenario/terms.ts';
import { DutyPattern } from './duty.ts';

/** What the crews of one kind have in common. */
export interface Group {
  readonly name: string;
  readonly role: Role;
  /** Index into LEVELS of the highest level whose matters it may settle. */
  readonly level: number;
  readonly matters: readonly string[];
  readonly pattern: DutyPattern;
  /** Metres per second on the way to a job. */
  readonly speed: number;
  /** Seconds from order to acceptance when free. */
  readonly acceptance: Sampler;
  /** Yuan per hour on duty. */
  readonly costPerHour: number;
}

/** They are there when they have come, at whatever hour they were called, and unpaid. */
const OF_VOLUNTEERS = { duty: [{ from: '00:00', to: '24:00' }], costPerHour: 0 };

/** The groups of a scenario: workers, liaisons, community staff, volunteers, then the teams in the file's order. */
export function compileGroups(scenario: Scenario, firstWeekday: number): Group[] {
  const { staffing, travel } = scenario;
  const speed = travel.metresPerSecond;
  const level = (of: Level) => LEVELS.indexOf(of);
  const { gridWorkers, liaisons, communityStaff, volunteers } = staffing;
  const local = (
    name: string,
    role: Role,
    of: Level,
    from: Pick<typeof liaisons, 'duty' | 'mobility' | 'acceptMinutes' | 'costPerHour'>,
  ): Group => ({
    name,
    role,
    level: level(of),
    matters: [],
    pattern: new DutyPattern(from.duty, firstWeekday),
    speed: speed[from.mobility],
    acceptance: compileDuration(from.acceptMinutes, 60),
    costPerHour: from.costPerHour,
  });
  return [
    local('worker', 'worker', 'grid', gridWorkers),
    local('liaison', 'liaison', 'grid', liaisons),
    local('communityStaff', 'communityStaff', 'community', communityStaff),
    local('volunteer', 'volunteer', 'community', { ...volunteers, ...OF_VOLUNTEERS }),
    ...Object.entries(staffing.teams).map(
      ([name, team]): Group => ({
        name,
        role: 'team',
        level: level(team.level),
        matters: team.matters,
        pattern: new DutyPattern(team.duty, firstWeekday),
        speed: speed[team.mobility],
        acceptance: compileDuration(team.acceptMinutes, 60),
        costPerHour: team.costPerHour,
      }),
    ),
  ];
}

export const GROUP = { worker: 0, liaison: 1, communityStaff: 2, volunteer: 3, firstTeam: 4 } as const;
