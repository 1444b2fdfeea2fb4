import type { Passed, Reported } from '../../port/notices.ts';

/**
 * One operation of the open part of a load: it starts at `at` (simulated seconds since the scenario's start), whatever
 * became of earlier ones.
 */
export type OpenOperation = ReportOperation | VisitsOperation | ReadOperation | ListOperation;

/** Somebody reports an incident. */
export interface ReportOperation {
  readonly at: number;
  readonly name: 'report';
  readonly report: Reported;
}

/** The patrol visits of the last moments, in the order in which they ended. */
export interface VisitsOperation {
  readonly at: number;
  readonly name: 'visits';
  readonly visits: readonly Visit[];
}
export type Visit = Omit<Passed, 'type'>;

/** A resident looks up what became of a report; `incident` is the handle that the report carried. */
export interface ReadOperation {
  readonly at: number;
  readonly name: 'read';
  readonly incident: number;
}

/** A unit's centre asks what has changed since it last asked. */
export interface ListOperation {
  readonly at: number;
  readonly name: 'list';
  /** The city's number of the unit. */
  readonly unit: number;
}

export const OPEN_NAMES = ['report', 'visits', 'read', 'list'] as const satisfies readonly OpenOperation['name'][];
export type OpenName = (typeof OPEN_NAMES)[number];
