import type { Reported } from '../../port/notices.ts';
import { EXERCISE } from '../outside.ts';
import type { WireReport } from './api.ts';

/** An index as it is sent: -1, which means none, as null. */
export const orNull = (index: number): number | null => (index < 0 ? null : index);

/** A report as it is sent. */
export function wireReport({ type: _, incident, finderCrew, ...report }: Reported): WireReport {
  return { ...report, reference: incident, finderCrew: orNull(finderCrew), text: EXERCISE };
}
