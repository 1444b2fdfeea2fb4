import { expect, it } from 'vitest';
import type { WireReport } from '../../src/backend/http/api.ts';
import type { Order } from '../../src/port/orders.ts';
import { Books } from '../../src/server/books.ts';

const report: WireReport = {
  at: 0,
  reference: 7,
  identity: 7,
  kind: 'loud',
  matter: 'noise',
  severity: 'minor',
  channel: 'urban',
  finder: 'resident',
  finderCrew: null,
  micro: 0,
  x: 0,
  y: 0,
  level: 'grid',
  crews: 1,
  handleBy: 100,
  text: '',
};

it('an order that did not fit leaves nothing of what it did', () => {
  const books = new Books({ incident: 0, revision: 0, order: 0 });
  const { id } = books.accept(report, 0);
  const told = (order: Order, at: number) => books.ordered(order, at);
  told({ type: 'sign', incident: id, level: 'township' }, 1);
  const shown = () => {
    const { revision, ...rest } = books.incident(id);
    return structuredClone(rest);
  };
  const undone = (order: Order) => {
    const before = shown();
    books.refused(told(order, 50));
    expect(shown(), order.type).toEqual(before);
  };
  undone({ type: 'file', incident: id });
  told({ type: 'file', incident: id }, 2);
  told({ type: 'assign', incident: id, crew: 5, purpose: 'handle' }, 3);
  books.crew(5, 'arrived', id);
  undone({ type: 'close', incident: id });
  undone({ type: 'reject', incident: id, reason: 'nothing there' });
  books.outcome({ at: 4, incident: id, crew: 5, purpose: 'handle', result: 'handled', expected: 4 });
  undone({ type: 'reopen', incident: id });
  // The crew that it had left is at it again: when it is sent elsewhere and comes back it goes on there.
  const other = books.accept({ ...report, reference: 8 }, 5).id;
  told({ type: 'assign', incident: other, crew: 5, purpose: 'handle' }, 6);
  expect(books.incident(id).assigned).toMatchObject([{ crew: 5, state: 'interrupted' }]);
  books.crew(5, 'finished', other);
  expect(books.incident(id).assigned).toMatchObject([{ crew: 5, state: 'accepted' }]);
});
