import { expect, test } from 'vitest';
import type { Carried } from '../../src/load/carrier.ts';
import { NO_JOURNAL } from '../../src/load/journal.ts';
import { Recorder } from '../../src/load/recorder.ts';
import { Sender } from '../../src/load/sender.ts';

/** A server that never answers, ten operations of one crew, of which one is sent and nine wait for it. */
function stuck() {
  const recorder = new Recorder(10);
  const calls: Carried[] = [];
  const sender = new Sender({
    ...{ carrier: { send: (_request, carried) => calls.push(carried) }, recorder, journal: NO_JOURNAL, maxInFlight: 4 },
    wire: { request: () => ({ method: 'POST', path: '/' }), read: () => ({ body: null }) },
    zero: performance.now(),
  });
  const due = performance.now() - 5000;
  for (let i = 0; i < 10; i++) sender.submit({ name: 'crew', due, section: 0, actor: 1, body: () => ({}) });
  return { sender, log: recorder.of('crew'), calls };
}

test('what waits when a load ends was slow: it counts, as slow as it has been', () => {
  const { sender, log, calls } = stuck();
  expect([calls.length, sender.waiting]).toEqual([1, 9]);
  sender.close(true);
  const { count, ok, errors, response } = log.result();
  expect({ count, ok, errors }).toEqual({ count: 10, ok: 0, errors: { unfinished: 10 } });
  expect(response?.count).toBe(10);
  expect(response?.p50).toBeGreaterThanOrEqual(5);
  // An answer that comes after all changes nothing any more.
  calls[0](undefined, { status: 200, headers: {}, body: '{}', writtenAt: 0, endedAt: performance.now() } as never);
  expect(log.result()).toMatchObject({ ok: 0, response: { count: 10 } });
});

test('where a person ended it nobody is to blame', () => {
  const { sender, log } = stuck();
  sender.close(false);
  expect(log.result()).toMatchObject({ errors: {}, response: null });
});
