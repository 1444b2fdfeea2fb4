import type { Scenario } from '../scenario/schema.ts';
import type { Experiment } from './experiment.ts';
import { arrivals, overdispersion } from './experiments/arrivals.ts';
import { frequency } from './experiments/frequency.ts';
import { little } from './experiments/little.ts';
import { loss } from './experiments/loss.ts';
import { randomRounds, regularRounds } from './experiments/meetings.ts';
import { mg1 } from './experiments/mg1.ts';
import { mmc } from './experiments/mmc.ts';
import { numbers } from './experiments/numbers.ts';
import { preemption } from './experiments/preemption.ts';
import { priorities } from './experiments/priorities.ts';
import { hypercubeApproximation, hypercubeSimulated, hypercubeSolver } from './experiments/spatial.ts';
import { travel } from './experiments/travel.ts';

/**
 * Everything that `validate` does, in the order in which it is shown. Numbers of pieces are such that each interval's half
 * width is at most 2 % of the value: they were set from the variances that the pieces showed.
 */
export function catalogue(scenario: Scenario): readonly Experiment[] {
  return [
    mmc(10, 9, 26),
    mmc(5, 4, 8),
    mmc(20, 18, 34),
    loss('exponential', 6),
    loss('hyperexponential', 11),
    mg1('deterministic', 3),
    mg1('erlang', 4),
    mg1('exponential', 6),
    mg1('hyperexponential', 14),
    priorities(6),
    preemption(4),
    hypercubeSolver,
    hypercubeApproximation(),
    hypercubeSimulated(6),
    travel(2),
    regularRounds(5),
    randomRounds(6),
    frequency(5),
    arrivals(8),
    overdispersion(10),
    numbers(4),
    little(scenario),
  ];
}
