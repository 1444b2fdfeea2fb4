import * as api from './api.ts';
import { type ProblemKind, problemDetails } from './problem.ts';
import * as provision from './provision-api.ts';

/** Everything that is sent and answered, by the name under which the description lists it. */
export const SCHEMAS = {
  Health: provision.health,
  Capabilities: provision.capabilities,
  Exercise: provision.exercise,
  ExerciseBegun: provision.exerciseAnswer,
  PlacePage: provision.placePage,
  CrewPage: provision.crewPage,
  RowsSoFar: provision.pageAnswer,
  Start: provision.start,
  Step: provision.step,
  Stepped: provision.stepAnswer,
  SpeedChange: provision.speedChange,
  Report: api.report,
  Acknowledgement: api.acknowledgement,
  Incident: api.incident,
  IncidentPage: api.incidentPage,
  CrewStatus: api.crewStatus,
  Outcome: api.outcome,
  Visits: api.visits,
  Refusal: api.refusal,
  Receipt: api.receipt,
  Order: api.order,
  SequencedOrder: api.sequencedOrder,
  OrderPage: api.orderPage,
  Problem: problemDetails,
} as const;
export type SchemaName = keyof typeof SCHEMAS;

export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'put' | 'post';
  /** Below the base; parameters in braces are whole numbers. */
  readonly path: string;
  readonly summary: string;
  readonly body?: SchemaName;
  readonly answer: SchemaName;
  /** 201 where something is made; a repeated request is then answered 200. */
  readonly made?: true;
  /** Idempotency-Key is required. */
  readonly keyed?: true;
  /** `after` and `limit`; `stream`: server-sent events as well, resumed by Last-Event-ID. */
  readonly list?: 'pages' | 'stream';
  readonly problems: readonly ProblemKind[];
}

const running = ['badRequest', 'notFound', 'conflict'] as const;
const provisioning = ['badRequest', 'conflict', 'tooLarge'] as const;

/** Every call of the Dispatch API. */
export const OPERATIONS: readonly Operation[] = [
  {
    id: 'health',
    method: 'get',
    path: '/health',
    summary: 'Is it well, and what time is it?',
    answer: 'Health',
    problems: [],
  },
  {
    id: 'capabilities',
    method: 'get',
    path: '/capabilities',
    summary: 'What it can do and wants to be told',
    answer: 'Capabilities',
    problems: [],
  },
  {
    id: 'beginExercise',
    method: 'put',
    path: '/exercise',
    summary: 'Begins a new exercise and forgets the one before',
    body: 'Exercise',
    answer: 'ExerciseBegun',
    problems: ['badRequest'],
  },
  {
    id: 'addPlaces',
    method: 'post',
    path: '/exercise/places',
    summary: 'A page of the tree of places',
    body: 'PlacePage',
    answer: 'RowsSoFar',
    problems: provisioning,
  },
  {
    id: 'addCrews',
    method: 'post',
    path: '/exercise/crews',
    summary: 'A page of the roster',
    body: 'CrewPage',
    answer: 'RowsSoFar',
    problems: provisioning,
  },
  {
    id: 'startExercise',
    method: 'post',
    path: '/exercise/start',
    summary: 'Starts the clock',
    body: 'Start',
    answer: 'Receipt',
    problems: provisioning,
  },
  {
    id: 'stepClock',
    method: 'put',
    path: '/clock',
    summary: 'Lets simulated time pass (stepped clock only)',
    body: 'Step',
    answer: 'Stepped',
    problems: ['badRequest', 'conflict'],
  },
  {
    id: 'changeSpeed',
    method: 'put',
    path: '/clock/speed',
    summary: 'Another speed, or a stop (paced clock only; where the capabilities say speedChanges)',
    body: 'SpeedChange',
    answer: 'Receipt',
    problems: ['badRequest', 'conflict'],
  },
  {
    id: 'report',
    method: 'post',
    path: '/reports',
    summary: 'Reports an incident',
    body: 'Report',
    answer: 'Acknowledgement',
    made: true,
    keyed: true,
    problems: [...running, 'keyReused'],
  },
  {
    id: 'readIncident',
    method: 'get',
    path: '/incidents/{id}',
    summary: 'One incident, with the crews on it',
    answer: 'Incident',
    problems: ['badRequest', 'notFound'],
  },
  {
    id: 'listIncidents',
    method: 'get',
    path: '/incidents',
    summary: 'The incidents that changed since a cursor',
    answer: 'IncidentPage',
    list: 'pages',
    problems: ['badRequest'],
  },
  {
    id: 'crewStatus',
    method: 'post',
    path: '/crews/{crew}/status',
    summary: 'A crew tells what it is at, and where',
    body: 'CrewStatus',
    answer: 'Receipt',
    keyed: true,
    problems: [...running, 'keyReused'],
  },
  {
    id: 'outcome',
    method: 'post',
    path: '/outcomes',
    summary: 'What came of an order to a crew',
    body: 'Outcome',
    answer: 'Receipt',
    keyed: true,
    problems: [...running, 'keyReused'],
  },
  {
    id: 'visits',
    method: 'post',
    path: '/visits',
    summary: 'Patrol visits that were completed',
    body: 'Visits',
    answer: 'Receipt',
    problems: running,
  },
  {
    id: 'refuse',
    method: 'post',
    path: '/refusals',
    summary: 'An order no longer fits',
    body: 'Refusal',
    answer: 'Receipt',
    keyed: true,
    problems: [...running, 'keyReused'],
  },
  {
    id: 'orders',
    method: 'get',
    path: '/orders',
    summary: 'The orders after a sequence number, by pages or as a stream',
    answer: 'OrderPage',
    list: 'stream',
    problems: ['badRequest', 'expired', 'busy'],
  },
];
