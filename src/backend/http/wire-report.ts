import type { Reported } from '../../port/notices.ts';
import { EXERCISE } from '../outside.ts';
import type { WireReport } from './api.ts';

/** A report as it is sent. */
export function wireReport({ type: _, incident, finderCrew, ...report }: Reported): WireReport {
  return { ...report, reference: incident, finderCrew: finderCrew < 0 ? null : finderCrew, text: EXERCISE };
}
