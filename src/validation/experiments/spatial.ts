import { Batches } from '../batches.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { type Atom, hypercube } from '../theory/hypercube.ts';
import { larsonApproximation } from '../theory/larson.ts';
import { exponential } from './counter-queue.ts';
import { runCrewQueue } from './crew-queue.ts';

const SOURCE = 'Larson and Odoni (1981), 5.4-5.5';
/** The example worked through there: three servers, four atoms. */
export const LARSON_ATOMS: readonly Atom[] = [
  { rate: 0.5, preference: [0, 1, 2] },
  { rate: 0.25, preference: [0, 2, 1] },
  { rate: 0.35, preference: [1, 0, 2] },
  { rate: 0.4, preference: [2, 0, 1] },
];
/** As published, to four decimals. */
export const LARSON_WORKLOADS = [0.5574, 0.4734, 0.4693] as const;
const ROUNDING = 0.00005;

const CUSTOMERS = 100_000;
const SKIP = 1000;
const BATCHES = 4;

const queue = { servers: 3, serviceRate: 1, atoms: LARSON_ATOMS };

/** The exact solver against the published workloads. */
export const hypercubeSolver: Experiment = {
  name: 'hypercube.solver',
  pieces: 1,
  seconds: 0,
  rows: LARSON_WORKLOADS.map((theory, j) => ({
    key: `hypercube.solver.${j + 1}`,
    theme: 'spatial',
    theory,
    judging: { by: 'equal', tolerance: ROUNDING / theory },
    source: SOURCE,
  })),
  run: async () => {
    const { workloads } = hypercube(queue);
    return Object.fromEntries(workloads.map((workload, j) => [`hypercube.solver.${j + 1}`, [workload]]));
  },
};

/** What Larson's approximation, for more servers than the exact solver takes, may be off by. */
const APPROXIMATE = 0.02;

/** The approximation against the exact solver. */
export function hypercubeApproximation(): Experiment {
  const { workloads } = hypercube(queue);
  const keys = workloads.map((_, j) => `hypercube.approximation.${j + 1}`);
  return {
    name: 'hypercube.approximation',
    pieces: 1,
    seconds: 0,
    rows: workloads.map((theory, j) => ({
      key: keys[j],
      theme: 'spatial',
      theory,
      judging: { by: 'equal', tolerance: APPROXIMATE },
      source: 'Larson (1975)',
    })),
    run: async () =>
      Object.fromEntries(larsonApproximation(queue).workloads.map((workload, j) => [keys[j], [workload]])),
  };
}

/** Three crews sent by preference, and a line: their workloads in the engine. */
export function hypercubeSimulated(pieces: number): Experiment {
  const { workloads } = hypercube(queue);
  const keys = workloads.map((_, j) => `hypercube.workload.${j + 1}`);
  const rate = LARSON_ATOMS.reduce((sum, atom) => sum + atom.rate, 0);
  return {
    name: 'hypercube.workload',
    pieces,
    seconds: CUSTOMERS * 4e-6,
    rows: workloads.map((theory, j) => ({ key: keys[j], theme: 'spatial', theory, judging: MEAN, source: SOURCE })),
    async run(context) {
      const size = Math.floor((0.98 * (CUSTOMERS - SKIP)) / BATCHES);
      const busy = workloads.map(() => new Batches(size, SKIP));
      await runCrewQueue(
        { crews: 3, atoms: LARSON_ATOMS, effort: exponential, whenBusy: 'wait', customers: CUSTOMERS },
        context,
        {
          arrives() {
            for (const batches of busy) batches.customer();
          },
          // Time goes by at `rate` customers per mean service.
          hasWorked: (crew, length) => busy[crew].add(length * rate),
        },
      );
      return Object.fromEntries(keys.map((key, j) => [key, busy[j].means]));
    },
  };
}
