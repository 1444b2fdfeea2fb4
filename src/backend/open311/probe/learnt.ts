import type { Format } from '../body.ts';
import type { Endpoint } from '../discovery.ts';
import type { Service, ServiceRequest } from '../items.ts';

/** What the groups of checks have learnt of a server, for those that come after. */
export interface Learnt {
  /** Empty where there is no discovery document. */
  endpoints: readonly Endpoint[];
  /** Formats in which the list of services can be read. */
  formats: readonly Format[];
  services: readonly Service[];
  requests: readonly ServiceRequest[];
}

/** An id or a code that no server has. Where ids are numbers, a number: another shape may well be bad input. */
export const nobody = (like: string | undefined): string =>
  like !== undefined && /^\d+$/.test(like) ? '987654321' : 'gridbeat-none';
