import type { Duration } from '../../scenario/schema.ts';
import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { waitMG1 } from '../theory/queues.ts';
import { exponential, runCounterQueue } from './counter-queue.ts';
import { batchPlan } from './plan.ts';

const LOAD = 0.8;

interface Service {
  readonly of: (mean: number) => Duration;
  /** Squared coefficient of variation. */
  readonly scv: number;
}

/** Services of the same mean, more and more uneven. */
export const SERVICES = {
  deterministic: { of: (value) => ({ dist: 'deterministic', value }), scv: 0 },
  erlang: { of: (mean) => ({ dist: 'erlang', mean, k: 2 }), scv: 0.5 },
  exponential: { of: exponential, scv: 1 },
  hyperexponential: { of: (mean) => ({ dist: 'hyperexponential', mean, scv: 4 }), scv: 4 },
} as const satisfies Readonly<Record<string, Service>>;

/** One operator as M/G/1 at load 0.8: the mean wait, which depends on service by its variance alone. */
export function mg1(kind: keyof typeof SERVICES, pieces: number): Experiment {
  const name = `mg1.${kind}`;
  const service: Service = SERVICES[kind];
  const { customers, size, skip, seconds } = batchPlan(1);
  return {
    name,
    pieces,
    seconds,
    rows: [
      {
        key: name,
        theme: 'queues',
        theory: waitMG1(LOAD, service.scv),
        judging: MEAN,
        source: 'Pollaczek (1930), Khinchine (1932)',
      },
    ],
    async run(context) {
      const waits = new Batches(size, skip);
      await runCounterQueue({ servers: 1, load: LOAD, service: service.of, customers }, context, {
        arrives: () => waits.customer(),
        leavesQueue: (_, length) => waits.add(length),
      });
      return { [name]: waits.means };
    },
  };
}
