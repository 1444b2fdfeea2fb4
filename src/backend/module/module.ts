import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Message, MessageKey } from '../../locales/index.ts';
import type { Backend } from '../../port/backend.ts';
import { NOTICE_NAMES } from '../../port/notices.ts';
import { ORDER_TYPES } from '../../port/orders.ts';
import { brief } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { BackendError } from '../backend-error.ts';
import { guarded, reasonOf } from './guarded.ts';
import { inTime } from './in-time.ts';

/** Milliseconds that a module may take to load. [A] */
const LONGEST_LOADING = 20_000;

/** What a module exports as its default: makes one backend per replication. Replications may run in several threads. */
export type BackendFactory = (scenario: Scenario, replication: number) => Backend | Promise<Backend>;

/** A path to a module: `./my-backend.ts`, or .mts, .js, .mjs. */
export const isModule = (name: string): boolean => !name.includes('://') && /\.m?[jt]s$/.test(name);

/**
 * Loads the factory of a module. It runs the module's code: only what a person names on the command line may come here.
 * Throws BackendError where there is no such file, it cannot be loaded, or it exports something else.
 */
export async function loadFactory(path: string): Promise<BackendFactory> {
  const file = resolve(path);
  if (!existsSync(file)) throw new BackendError(path, [{ key: 'module.noFile' }]);
  const loading = import(pathToFileURL(file).href).catch((error: unknown) => {
    throw new BackendError(path, brokenBy(error));
  });
  const module: { default?: unknown } = await inTime(loading, LONGEST_LOADING, () => tooSlow(path));
  const factory = module.default;
  if (typeof factory !== 'function') throw new BackendError(path, [{ key: 'module.noDefault' }]);
  return factory as BackendFactory;
}

/** A backend of the module's, looked over. Throws BackendError with everything that is missing. */
export async function openModule(path: string, scenario: Scenario, replication: number): Promise<Backend> {
  const factory = await loadFactory(path);
  const making = Promise.resolve()
    .then(() => factory(scenario, replication))
    .catch((error: unknown) => {
      throw new BackendError(path, [{ key: 'module.factoryFailed', values: { reason: reasonOf(error) } }]);
    });
  const backend: unknown = await inTime(making, LONGEST_LOADING, () => tooSlow(path));
  const problems = faultsOf(backend);
  if (problems.length > 0) throw new BackendError(path, problems);
  return guarded(path, backend as Backend);
}

function faultsOf(backend: unknown): Message<MessageKey>[] {
  if (typeof backend !== 'object' || backend === null)
    return [{ key: 'module.noBackend', values: { found: brief(backend) } }];
  const parts = backend as Partial<Record<string, unknown>>;
  const faults: Message<MessageKey>[] = ['start', 'exchange', 'stop']
    .filter((method) => typeof parts[method] !== 'function')
    .map((method) => ({ key: 'module.noMethod', values: { method } }));
  const { verbs, notices } = (parts.capabilities ?? {}) as { verbs?: unknown; notices?: unknown };
  return [...faults, ...namesWrong('verbs', verbs, ORDER_TYPES), ...namesWrong('notices', notices, NOTICE_NAMES)];
}

function namesWrong(list: string, found: unknown, known: readonly string[]): Message<MessageKey>[] {
  if (!Array.isArray(found)) return [{ key: 'module.noCapabilities', values: { list } }];
  return found
    .filter((name) => !known.includes(name))
    .map((name) => ({
      key: 'module.unknownCapability',
      values: { list, found: brief(name), known: known.join(', ') },
    }));
}

function tooSlow(path: string): never {
  throw new BackendError(path, [{ key: 'module.neverLoaded', values: { seconds: LONGEST_LOADING / 1000 } }]);
}

/** What is wrong with a module that cannot be loaded, and the cure of the commonest. */
function brokenBy(error: unknown): Message<MessageKey>[] {
  const broken = { key: 'module.broken', values: { reason: reasonOf(error) } } as const;
  const isCommonJs = error instanceof SyntaxError && /'export'|import statement/.test(error.message);
  return isCommonJs ? [broken, { key: 'module.commonJs' }] : [broken];
}
