import type { Backend, Exchange } from '../../port/backend.ts';
import { ORDER_TYPES } from '../../port/orders.ts';
import { brief, printable } from '../../scenario/problem.ts';
import { BackendError } from '../backend-error.ts';

const KNOWN: readonly unknown[] = ORDER_TYPES;

/** What was thrown, of whatever kind, in one printable line of at most 200 characters. */
export const reasonOf = (error: unknown): string =>
  printable(error instanceof Error ? error.message : String(error)).slice(0, 200);

/**
 * A module's backend whose faults are its own: what it throws, and what it answers that is no answer, comes out as a
 * BackendError that names the module and the method.
 */
export function guarded(path: string, backend: Backend): Backend {
  const blamed =
    (method: string) =>
    (error: unknown): never => {
      throw new BackendError(path, [{ key: 'module.failed', values: { method, reason: reasonOf(error) } }], false);
    };
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
    start: async (...args) => void (await attempt(() => backend.start(...args), blamed('start'))),
    exchange(notices, now) {
      // What answers at once is heard at once: promises cost time.
      const answer = attemptNow(() => backend.exchange(notices, now), blamed('exchange'));
      return answer instanceof Promise ? answer.then(checked, blamed('exchange')) : checked(answer);
    },
    ...(backend.gauges && { gauges: (now: number) => attemptNow(() => backend.gauges?.(now) ?? {}, blamed('gauges')) }),
    ...(backend.remarks && { remarks: () => attemptNow(() => backend.remarks?.() ?? [], blamed('remarks')) }),
    stop: async () => void (await attempt(() => backend.stop(), blamed('stop'))),
  };
}

function attemptNow<T>(call: () => T, blame: (error: unknown) => never): T {
  try {
    return call();
  } catch (error) {
    return blame(error);
  }
}

async function attempt<T>(call: () => T | Promise<T>, blame: (error: unknown) => never): Promise<T> {
  try {
    return await call();
  } catch (error) {
    return blame(error);
  }
}
