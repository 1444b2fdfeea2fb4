import { expect, test } from 'vitest';
import { InOrder } from '../../src/run/in-order.ts';
import type { ReplicationRecord } from '../../src/run/record.ts';

const record = (number: number) => ({ number }) as unknown as ReplicationRecord;
const NEVER = new Promise<ReplicationRecord>(() => {});

test('after an abort what is there is still taken, and what is not is not waited for', async () => {
  const abort = new AbortController();
  const replicate = (number: number) => (number < 2 ? Promise.resolve(record(number)) : NEVER);
  const queue = new InOrder({ atOnce: 4, replicate, end: async () => {} }, abort.signal);
  expect(await queue.next(4)).toEqual(record(0));
  abort.abort();
  expect(await queue.next(4)).toEqual(record(1));
  expect(await queue.next(4)).toBeUndefined();
  expect(queue.left()).toEqual([2, 3]);
});

test('an abort while a record is waited for ends the waiting', async () => {
  const abort = new AbortController();
  const queue = new InOrder({ atOnce: 1, replicate: () => NEVER, end: async () => {} }, abort.signal);
  const waiting = queue.next(1);
  setTimeout(() => abort.abort(), 10);
  expect(await waiting).toBeUndefined();
});
