import { SEVERE } from '../../scenario/terms.ts';
import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { conservedWork, waitsCobham } from '../theory/queues.ts';
import { exponential, runCounterQueue } from './counter-queue.ts';
import { batchPlan } from './plan.ts';

/** Loads of the two classes: severe reports are served first. */
export const LOADS = [0.3, 0.5] as const;
const TOTAL = LOADS[0] + LOADS[1];
export const SHARES = [LOADS[0] / TOTAL, LOADS[1] / TOTAL] as const;

/** One operator and two classes of severity: nobody is interrupted, the severe are taken first. */
export function priorities(pieces: number): Experiment {
  const [urgent = 0, other = 0] = waitsCobham(LOADS);
  const plans = SHARES.map(batchPlan);
  const [{ customers, seconds }] = plans;
  const keys = ['priority.first', 'priority.second', 'priority.conserved'] as const;
  const common = { theme: 'queues', judging: MEAN } as const;
  return {
    name: 'priority',
    pieces,
    seconds,
    rows: [
      { key: keys[0], theory: urgent, source: 'Cobham (1954)', ...common },
      { key: keys[1], theory: other, source: 'Cobham (1954)', ...common },
      { key: keys[2], theory: conservedWork(LOADS), source: 'Kleinrock (1965)', ...common },
    ],
    async run(context) {
      const classes = plans.map(({ size, skip }) => new Batches(size, skip));
      const work = new Batches(batchPlan(1).size, batchPlan(1).skip);
      const severity = [SHARES[1], 0, SHARES[0], 0];
      await runCounterQueue({ servers: 1, load: TOTAL, service: exponential, severity, customers }, context, {
        arrives(severity) {
          classes[severity === SEVERE ? 0 : 1].customer();
          work.customer();
        },
        leavesQueue(severity, length) {
          classes[severity === SEVERE ? 0 : 1].add(length);
          // Load times mean wait, summed over classes, is the total load times the mean wait of all.
          work.add(TOTAL * length);
        },
      });
      return { [keys[0]]: classes[0].means, [keys[1]]: classes[1].means, [keys[2]]: work.means };
    },
  };
}
