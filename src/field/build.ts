import type { City } from '../city/city.ts';
import { compileDuration } from '../kernel/distributions.ts';
import { EventQueue } from '../kernel/queue.ts';
import { Draws } from '../kernel/random.ts';
import { SlotPool } from '../kernel/slots.ts';
import { NOTICE_NAMES, type NoticeName } from '../port/notices.ts';
import { WorkCalendar } from '../scenario/calendar.ts';
import type { Scenario } from '../scenario/schema.ts';
import { minutesOfDay } from '../scenario/terms.ts';
import { Demand } from './incidents/demand.ts';
import { compileKinds } from './incidents/kinds.ts';
import { Places } from './incidents/places.ts';
import type { Observer } from './observer.ts';
import { planTours } from './patrol/tours.ts';
import { FINDS, NEVER, SIGHT, WALK, WALKERS } from './patrol/walks.ts';
import { PURPOSE } from './purposes.ts';
import { compileGroups, GROUP } from './staffing/groups.ts';
import { CrewRoster } from './staffing/roster.ts';
import { crewColumns, incidentRows, taskColumns } from './state.ts';
import { Travel } from './travel.ts';
import { COUNTS, type PatrolPlan, type World } from './world.ts';

/** Lays out the world of one replication: everybody at home, nothing has happened. */
export function buildWorld(
  scenario: Scenario,
  city: City,
  replication: number,
  observer: Observer,
  wanted: readonly NoticeName[],
): World {
  const draws = new Draws(scenario.seed, replication);
  const calendar = new WorkCalendar(scenario.limits, scenario.horizon.start);
  const firstWeekday = calendar.weekday(0);
  const kinds = compileKinds(scenario);
  const places = new Places(city);
  const travel = new Travel(scenario.travel, city.waters);
  const roster = new CrewRoster(scenario, city, draws, compileGroups(scenario, firstWeekday));
  const { crews, rounds } = crewColumns(roster.crews, roster.workers);
  crews.x.set(roster.startX);
  crews.y.set(roster.startY);
  crews.task.fill(-1);
  crews.order.fill(-1);
  rounds.cover.fill(-1);
  const { staffing, incidents } = scenario;
  const rows = incidentRows();
  return {
    scenario,
    city,
    draws,
    kinds,
    places,
    demand: new Demand(scenario, city, places, kinds, draws, firstWeekday),
    travel,
    tours: planTours(city, scenario, travel),
    plan: planPatrol(scenario),
    roster,
    calendar,
    urgentAcceptance: compileDuration(staffing.urgentAcceptMinutes, 60),
    look: compileDuration(incidents.lookMinutes, 60),
    duplicateDelay: compileDuration(incidents.duplicateHours, 3600),
    gather: compileDuration(staffing.volunteers.gatherMinutes, 60),
    errandLength: compileDuration(staffing.gridWorkers.errands.minutes, 60),
    outOfScopeLength: compileDuration(staffing.gridWorkers.outOfScope.minutes, 60),
    sensors: placeSensors(scenario, city, draws),
    liaisons: withLiaisons(city, roster),
    volunteers: volunteersByTownship(city, roster),
    observer,
    visitByVisit: false,
    tells: wants(wanted),
    queue: new EventQueue(65_536),
    incidents: rows,
    incidentSlots: new SlotPool(8192, rows.width),
    crews,
    rounds,
    walks: new Float64Array(roster.workers * WALK),
    walkers: new Int32Array(city.gridKind.length * WALKERS),
    sights: Int32Array.from({ length: city.microX.length * SIGHT }, (_, i) => (i % SIGHT === FINDS ? NEVER : 0)),
    tasks: taskColumns(),
    taskSlots: new SlotPool(1024),
    latent: new Int32Array(city.microX.length).fill(-1),
    counts: new Float64Array(COUNTS.length),
    turning: [],
    notices: [],
  };
}

function wants(wanted: readonly NoticeName[]): World['tells'] {
  return Object.fromEntries(NOTICE_NAMES.map((name) => [name, wanted.includes(name)])) as World['tells'];
}

/** Rounds are spread over the windows, the earlier ones taking what does not divide. */
function planPatrol({ patrol, staffing, travel }: Scenario): PatrolPlan {
  const seconds = (text: string) => minutesOfDay(text) * 60;
  const spread = (rounds: number) =>
    patrol.windows.map((_, i) => Math.floor((rounds + patrol.windows.length - 1 - i) / patrol.windows.length));
  const duty = staffing.gridWorkers.duty;
  return {
    windows: patrol.windows.map(({ from, to }) => ({ from: seconds(from), to: seconds(to) })),
    rounds: spread(patrol.roundsPerDay),
    exclusiveRounds: spread(patrol.exclusive.roundsPerDay),
    shiftStart: Math.min(...duty.map((spell) => seconds(spell.from))),
    shiftEnd: Math.max(...duty.map((spell) => seconds(spell.to))),
    logSeconds: patrol.logMinutes * 60,
    startSpread: patrol.startSpreadMinutes * 60,
    speed: travel.metresPerSecond[patrol.mobility],
  };
}

function placeSensors(scenario: Scenario, city: City, draws: Draws): Uint8Array {
  const { coverage } = scenario.sensing;
  return Uint8Array.from(city.microX, (_, micro) =>
    coverage > 0 && draws.uniform(PURPOSE.sensorPlaced, 0, micro, 0) < coverage ? 1 : 0,
  );
}

function withLiaisons(city: City, roster: CrewRoster): Uint8Array {
  const liaisons = new Uint8Array(city.microX.length);
  for (let crew = 0; crew < roster.crews; crew++) {
    if (roster.group[crew] === GROUP.liaison) liaisons[roster.micro[crew]] = 1;
  }
  return liaisons;
}

function volunteersByTownship(city: City, roster: CrewRoster): number[][] {
  const groups: number[][] = city.townships.map(() => []);
  for (let crew = 0; crew < roster.crews; crew++) {
    if (roster.isVolunteer(crew)) groups[roster.township[crew]].push(crew);
  }
  return groups;
}
