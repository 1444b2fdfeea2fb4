import type { HistoryRecord } from '../../../src/load/history/record.ts';

/** What is known of a report. */
export const body = (reference: number, severity: string) => ({
  ...{ at: 0, reference, identity: reference, kind: 'tree', matter: 'green', severity, channel: 'hotline' },
  ...{ finder: 'resident', finderCrew: null, micro: 1, x: 1, y: 2, level: 'grid', crews: 1, handleBy: 9, text: '' },
});
/** A report that is sent, and acknowledged a millisecond later; its number is its reference. */
export const report = (at: number, reference: number, severity = 'minor'): HistoryRecord[] => [
  {
    ...{ t: 'invoke', op: reference, at, due: at, name: 'report', key: `r${reference}`, actor: 'desk' },
    body: body(reference, severity),
  },
  { t: 'ok', op: reference, at: at + 1, status: 201, body: { id: reference } },
];
