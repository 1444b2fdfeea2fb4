import { expect, test } from 'vitest';
import type { HistoryRecord } from '../../../src/load/history/record.ts';
import { judgeAll } from './judged.ts';
import { report } from './records.ts';

const CREW = 7;
const start: HistoryRecord = {
  ...{ t: 'start', version: 1, scenario: 'off duty', seed: 'a', backend: 'b', speed: 60, origin: 0 },
  at: '2026-01-01T00:00:00.000Z',
};
let op = 100;
type Invoke = Extract<HistoryRecord, { t: 'invoke' }>;
const says = (at: number, status: string): Invoke => ({
  ...{ t: 'invoke', op: ++op, at, due: at, name: 'crew', key: `c${op}`, actor: CREW },
  body: { crew: CREW, at, status, incident: null, x: 0, y: 0 },
});
const heard = (at: number, { op: said }: Invoke): HistoryRecord => ({
  ...{ t: 'ok', op: said, at, status: 200, body: {} },
});
/** The crew is sent to what is reported three milliseconds earlier, by an order that cannot be older. */
const sent = (at: number, seq: number): HistoryRecord[] => [
  ...report(at - 3, seq),
  {
    ...{ t: 'order', at, simulated: at, applied: at, seq, reference: seq, duty: false },
    order: { type: 'assign', incident: seq, crew: CREW, purpose: 'handle' },
  },
];
const offDuty = (records: readonly HistoryRecord[]): number =>
  judgeAll([start, { t: 'phase', at: 0, phase: 'load' }, ...records])
    .verdicts.filter(({ name }) => name === 'busyOrOffDuty')
    .reduce((sum, { violations }) => sum + violations, 0);

test('a crew that has just gone may be sent, one that says again that it is off duty may not', () => {
  const gone = says(10, 'offDuty');
  const again = says(40, 'offDuty');
  const came = says(60, 'available');
  expect(offDuty([gone, ...sent(20, 1)])).toBe(0);
  expect(offDuty([gone, heard(11, gone), ...sent(30, 1)])).toBe(1);
  expect(offDuty([gone, heard(11, gone), again, ...sent(50, 1)])).toBe(1);
  expect(offDuty([gone, heard(11, gone), came, ...sent(70, 1)])).toBe(0);
});
