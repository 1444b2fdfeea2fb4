import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { erlangB } from '../theory/queues.ts';
import { runCrewQueue } from './crew-queue.ts';
import { SERVICES } from './mg1.ts';

const CREWS = 10;
const LOAD = 8;
const CUSTOMERS = 100_000;
const SKIP = 2000;
const BATCHES = 16;

/** Crews without a queue: the share of incidents that find nobody free, whatever the distribution of work. */
export function loss(kind: keyof typeof SERVICES, pieces: number): Experiment {
  const key = `loss.${kind}`;
  const preference = Array.from({ length: CREWS }, (_, crew) => crew);
  return {
    name: key,
    pieces,
    seconds: CUSTOMERS * 4e-6,
    rows: [
      {
        key,
        theme: 'queues',
        theory: erlangB(CREWS, LOAD),
        judging: MEAN,
        source: 'Erlang (1917), Sevastyanov (1957)',
      },
    ],
    async run(context) {
      const lost = new Batches(Math.floor((0.98 * (CUSTOMERS - SKIP)) / BATCHES), SKIP);
      const atoms = [{ rate: LOAD, preference }];
      const queue = { crews: CREWS, atoms, effort: SERVICES[kind].of, whenBusy: 'lose', customers: CUSTOMERS } as const;
      await runCrewQueue(queue, context, { arrives: () => lost.customer(), isLost: () => lost.add(1) });
      return { [key]: lost.means };
    },
  };
}
