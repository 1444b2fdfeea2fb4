import type { CrewNotice, Outcome } from '../port/notices.ts';
import type { IncidentId } from './history/record.ts';
import type { OperationBody } from './operation.ts';

/** What notices of the field look like on the wire (`src/backend/http/api.ts`), ids of incidents by the server. */

export type IdOf = (handle: number) => IncidentId | undefined;

/** Undefined where the server was never heard of the incident. */
export function crewBody({ crew, at, status, incident, x, y }: CrewNotice, idOf: IdOf): OperationBody | undefined {
  const id = incident < 0 ? null : idOf(incident);
  return id === undefined ? undefined : { crew, at, status, incident: id, x, y };
}

/** Undefined where the server was never heard of the incident. */
export function outcomeBody(outcome: Outcome, idOf: IdOf): OperationBody | undefined {
  const { at, incident, crew, purpose, result, expected } = outcome;
  const id = idOf(incident);
  return id === undefined ? undefined : { at, incident: id, crew: crew < 0 ? null : crew, purpose, result, expected };
}
