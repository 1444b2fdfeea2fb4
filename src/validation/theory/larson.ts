import { type SpatialAnswer, type SpatialQueue, totalRate } from './hypercube.ts';
import { erlangC } from './queues.ts';

const MOST_ROUNDS = 1000;
const CONVERGED = 1e-12;

/**
 * Larson's approximation of the hypercube model for any number of servers: calls look for a free server down their list
 * as if servers were busy independently, corrected by what M/M/n says of servers sampled one after another. Workloads are
 * within a few per cent of the exact ones. Larson, "Approximating the performance of urban emergency service systems",
 * Operations Research 23 (1975); Larson and Odoni (1981), 5.5. Throws a RangeError as `hypercube` does.
 */
export function larsonApproximation(queue: SpatialQueue): SpatialAnswer {
  const { servers, serviceRate, atoms } = queue;
  const rate = totalRate(queue);
  const load = rate / (servers * serviceRate);
  const waiting = erlangC(servers, load * servers);
  const factors = samplingFactors(servers, load);
  const fromLine = waiting * load;
  let workloads = new Array<number>(servers).fill(load);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const called = new Array<number>(servers).fill(0);
    for (const atom of atoms) {
      let busyBefore = 1;
      atom.preference.forEach((server, k) => {
        called[server] += (atom.rate / serviceRate) * factors[k] * busyBefore;
        busyBefore *= workloads[server];
      });
    }
    // Busy = fromLine + called x free, solved for busy.
    const next = called.map((calls) => (fromLine + calls) / (1 + calls));
    // The mean workload is known exactly.
    const scale = (load * servers) / next.reduce((sum, r) => sum + r, 0);
    const change = Math.max(...next.map((r, j) => Math.abs(r * scale - workloads[j])));
    workloads = next.map((r) => r * scale);
    if (change < CONVERGED) break;
  }
  return { workloads, dispatches: dispatchShares(queue, workloads, factors, waiting, rate), waiting };
}

function dispatchShares(
  { servers, atoms }: SpatialQueue,
  workloads: readonly number[],
  factors: Float64Array,
  waiting: number,
  rate: number,
): number[][] {
  return atoms.map((atom) => {
    const shares = new Array<number>(servers).fill(0);
    let busyBefore = 1;
    atom.preference.forEach((server, k) => {
      shares[server] = factors[k] * busyBefore * (1 - workloads[server]);
      busyBefore *= workloads[server];
    });
    const sum = shares.reduce((total, share) => total + share, 0);
    const own = atom.rate / rate;
    return shares.map((share) => own * ((1 - waiting) * (share / sum) + waiting / servers));
  });
}

/**
 * Q(k), k = 0 .. servers - 1: probability that the first k servers sampled at random from M/M/n (infinite line) are busy
 * and the next one is free, over what it would be if servers were busy independently.
 */
function samplingFactors(servers: number, load: number): Float64Array {
  const a = load * servers;
  const p = new Float64Array(servers);
  p[0] = 1;
  for (let j = 1; j < servers; j++) p[j] = (p[j - 1] * a) / j;
  const waiting = erlangC(servers, a);
  const sum = p.reduce((total, q) => total + q, 0);
  for (let j = 0; j < servers; j++) p[j] *= (1 - waiting) / sum;
  return Float64Array.from({ length: servers }, (_, k) => {
    let probability = 0;
    for (let j = k; j < servers; j++) {
      // With j of the servers busy: k drawn without replacement are busy, and the next is not.
      let chance = (servers - j) / (servers - k);
      for (let i = 0; i < k; i++) chance *= (j - i) / (servers - i);
      probability += p[j] * chance;
    }
    let independent = 1 - load;
    for (let i = 0; i < k; i++) independent *= load;
    return probability / independent;
  });
}
