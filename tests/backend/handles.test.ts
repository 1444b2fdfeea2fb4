import { expect, it } from 'vitest';
import { Handles } from '../../src/backend/http/handles.ts';

it('two orders in the same words keep their own numbers', () => {
  const handles = new Handles();
  handles.add(70, 1);
  const given = (seq: number, purpose: 'verify' | 'handle') =>
    handles.received({ seq, at: 0, order: { type: 'assign', incident: 1, crew: 5, purpose }, reference: 70 });
  const orders = [given(3, 'verify'), given(4, 'handle'), given(5, 'handle')];
  expect(orders.map((order) => handles.numberOf(order))).toEqual([3, 4, 5]);
  expect(orders[0]).toMatchObject({ incident: 70 });
  expect(() => handles.numberOf({ type: 'file', incident: 70 })).toThrow(RangeError);
});
