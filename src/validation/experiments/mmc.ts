import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { erlangC, waitMMc } from '../theory/queues.ts';
import { exponential, runCounterQueue } from './counter-queue.ts';
import { batchPlan } from './plan.ts';

const SOURCE = 'Erlang (1917)';

/** Operators of one centre as M/M/c: the share of reports that wait, and their mean wait. */
export function mmc(servers: number, load: number, pieces: number): Experiment {
  const name = `mmc.${servers}`;
  const [share, wait] = [`${name}.waits`, `${name}.wait`];
  const { customers, size, skip, seconds } = batchPlan(1);
  return {
    name,
    pieces,
    seconds,
    rows: [
      { key: share, theme: 'queues', theory: erlangC(servers, load), judging: MEAN, source: SOURCE },
      { key: wait, theme: 'queues', theory: waitMMc(servers, load), judging: MEAN, source: SOURCE },
    ],
    async run(context) {
      const waiting = new Batches(size, skip);
      const waits = new Batches(size, skip);
      await runCounterQueue({ servers, load, service: exponential, customers }, context, {
        arrives() {
          waiting.customer();
          waits.customer();
        },
        joinsQueue: () => waiting.add(1),
        leavesQueue: (_, length) => waits.add(length),
      });
      return { [share]: waiting.means, [wait]: waits.means };
    },
  };
}
