import type { Backend, Exchange } from '../../port/backend.ts';
import { ORDER_TYPES } from '../../port/orders.ts';
import { brief, printable } from '../../scenario/problem.ts';
import { BackendError } from '../backend-error.ts';
import { inTime } from './in-time.ts';

const KNOWN: readonly unknown[] = ORDER_TYPES;
/** Milliseconds of the wall clock that a module may take for one answer. [A] */
const LONGEST_ANSWER = 60_000;

/** What was thrown, of whatever kind, in one printable line of at most 200 characters. */
export const reasonOf = (error: unknown): string =>
  printable(error instanceof Error ? error.message : String(error)).slice(0, 200);

/**
 * A module's backend whose faults are its own: what it throws, what it answers that is no answer, and what it does not
 * answer within `patience` (milliseconds), comes out as a BackendError that names the module and the method.
 */
export function guarded(path: string, backend: Backend, patience = LONGEST_ANSWER): Backend {
  const blamed =
    (method: string) =>
    (error: unknown): never => {
      throw new BackendError(path, [{ key: 'module.failed', values: { method, reason: reasonOf(error) } }], false);
    };
  const late = (method: string) => (): never => {
    const message = { key: 'module.neverAnswered', values: { method, seconds: patience / 1000 } } as const;
    throw new BackendError(path, [message], false);
  };
  /** What answers at once is heard at once: promises cost time. */
  const waited = <T>(method: string, answer: T | Promise<T>): T | Promise<T> =>
    answer instanceof Promise ? inTime(answer.catch(blamed(method)), patience, late(method)) : answer;
  const called = async (method: 'start' | 'stop', call: () => void | Promise<void>): Promise<void> =>
    await waited(method, attempt(call, blamed(method)));
  const checked = (answer: unknown): Exchange => {
    const { orders, wake } = (answer ?? {}) as { orders?: unknown; wake?: unknown };
    const isOrder = (order: unknown) => KNOWN.includes((order as { type?: unknown } | null | undefined)?.type);
    const right = Array.isArray(orders) && orders.every(isOrder) && (wake === undefined || typeof wake === 'number');
    if (right) return answer as Exchange;
    const wrong = Array.isArray(orders) ? orders.findIndex((order) => !isOrder(order)) : undefined;
    const what = wrong === undefined ? answer : wrong < 0 ? wake : (orders as unknown[])[wrong];
    const found = what === undefined ? 'undefined' : brief(what);
    throw new BackendError(path, [{ key: 'module.badAnswer', values: { found } }], false);
  };
  return {
    capabilities: backend.capabilities,
    start: (...args) => called('start', () => backend.start(...args)),
    exchange(notices, now) {
      const answer = waited(
        'exchange',
        attempt(() => backend.exchange(notices, now), blamed('exchange')),
      );
      return answer instanceof Promise ? answer.then(checked) : checked(answer);
    },
    ...(backend.gauges && { gauges: (now: number) => attempt(() => backend.gauges?.(now) ?? {}, blamed('gauges')) }),
    ...(backend.remarks && { remarks: () => attempt(() => backend.remarks?.() ?? [], blamed('remarks')) }),
    stop: () => called('stop', () => backend.stop()),
  };
}

function attempt<T>(call: () => T, blame: (error: unknown) => never): T {
  try {
    return call();
  } catch (error) {
    return blame(error);
  }
}
