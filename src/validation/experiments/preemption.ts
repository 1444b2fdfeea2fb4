import { SEVERE } from '../../scenario/terms.ts';
import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { timesPreemptive } from '../theory/queues.ts';
import { exponential } from './counter-queue.ts';
import { runCrewQueue } from './crew-queue.ts';
import { batchPlan } from './plan.ts';
import { LOADS, SHARES } from './priorities.ts';

/** One crew and two classes: a severe incident calls it off a lesser job, which it takes up again where it left it. */
export function preemption(pieces: number): Experiment {
  const [urgent = 0, other = 0] = timesPreemptive(LOADS);
  const keys = ['preempt.first', 'preempt.second'] as const;
  const common = { theme: 'queues', judging: MEAN, source: 'White and Christie (1958)' } as const;
  const plans = SHARES.map(batchPlan);
  const [{ customers }] = plans;
  return {
    name: 'preempt',
    pieces,
    seconds: customers * 4e-6,
    rows: [
      { key: keys[0], theory: urgent, ...common },
      { key: keys[1], theory: other, ...common },
    ],
    async run(context) {
      const times = plans.map(({ size, skip }) => new Batches(size, skip));
      const classOf = (severity: number) => times[severity === SEVERE ? 0 : 1];
      const atoms = [{ rate: LOADS[0] + LOADS[1], preference: [0] }];
      const severity = [SHARES[1], 0, SHARES[0], 0];
      await runCrewQueue({ crews: 1, atoms, effort: exponential, whenBusy: 'preempt', severity, customers }, context, {
        arrives: (severity) => classOf(severity).customer(),
        isDone: (severity, length) => classOf(severity).add(length),
      });
      return { [keys[0]]: times[0].means, [keys[1]]: times[1].means };
    },
  };
}
