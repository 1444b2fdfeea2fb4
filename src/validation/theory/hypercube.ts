/** One source of calls: its rate, and the servers that are sent to it, the preferred first. */
export interface Atom {
  readonly rate: number;
  readonly preference: readonly number[];
}

/** A spatial queue: servers of one service rate, and calls that wait in one line while all of them are busy. */
export interface SpatialQueue {
  readonly servers: number;
  readonly serviceRate: number;
  readonly atoms: readonly Atom[];
}

export interface SpatialAnswer {
  /** Share of time that each server is busy. */
  readonly workloads: readonly number[];
  /** Share of all calls that atom i sends to server j: `dispatches[i][j]`; adds up to 1 over all. */
  readonly dispatches: readonly (readonly number[])[];
  /** Share of calls that find all servers busy. */
  readonly waiting: number;
}

/** Beyond this many servers the 2^n states take too long: use `larsonApproximation`. */
export const MOST_EXACT_SERVERS = 12;
const MOST_SWEEPS = 20_000;
const CONVERGED = 1e-14;

/**
 * Larson's hypercube queueing model with an infinite line, solved exactly: the balance equations of its 2^n states by
 * Gauss-Seidel sweeps, and above them the geometric tail of the line. Larson and Odoni, "Urban Operations Research" (1981),
 * 5.4. Throws a RangeError for more than 12 servers, or where calls come faster than they can be served.
 */
export function hypercube(queue: SpatialQueue): SpatialAnswer {
  const { servers, serviceRate, atoms } = queue;
  const rate = totalRate(queue);
  if (servers > MOST_EXACT_SERVERS) throw new RangeError(`at most ${MOST_EXACT_SERVERS} servers, not ${servers}`);
  const states = 1 << servers;
  const full = states - 1;
  /** Rate at which the state's calls go to each server. */
  const goesTo = new Float64Array(states * servers);
  for (let state = 0; state < full; state++) {
    for (const atom of atoms) {
      const first = firstFree(atom, state);
      if (first !== undefined) goesTo[state * servers + first] += atom.rate;
    }
  }
  const p = new Float64Array(states).fill(1 / states);
  const offered = rate / (servers * serviceRate);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let change = 0;
    for (let state = 0; state < states; state++) {
      let inflow = 0;
      let busy = 0;
      for (let j = 0; j < servers; j++) {
        const bit = 1 << j;
        if ((state & bit) === 0) inflow += serviceRate * p[state | bit];
        else {
          busy++;
          inflow += p[state ^ bit] * goesTo[(state ^ bit) * servers + j];
        }
      }
      // From the full state one may also go on to the line, but as many come back from it.
      const value = inflow / (busy * serviceRate + (state === full ? 0 : rate));
      change = Math.max(change, Math.abs(value - p[state]));
      p[state] = value;
    }
    if (change < CONVERGED) break;
  }
  return summed(queue, p, offered);
}

function summed({ servers, atoms }: SpatialQueue, p: Float64Array, offered: number): SpatialAnswer {
  const full = p.length - 1;
  const line = p[full] / (1 - offered);
  const total = p.reduce((sum, q) => sum + q, 0) - p[full] + line;
  const weight = (state: number) => (state === full ? line : p[state]) / total;
  const workloads = new Array<number>(servers).fill(0);
  const rate = atoms.reduce((sum, atom) => sum + atom.rate, 0);
  const dispatches = atoms.map(() => new Array<number>(servers).fill(0));
  for (let state = 0; state < p.length; state++) {
    for (let j = 0; j < servers; j++) if ((state >> j) & 1) workloads[j] += weight(state);
    atoms.forEach((atom, i) => {
      const share = (weight(state) * atom.rate) / rate;
      const first = firstFree(atom, state);
      if (first !== undefined) dispatches[i][first] += share;
      // Who has waited goes to whoever becomes free: each server alike.
      else for (let j = 0; j < servers; j++) dispatches[i][j] += share / servers;
    });
  }
  return { workloads, dispatches, waiting: line / total };
}

function firstFree(atom: Atom, state: number): number | undefined {
  return atom.preference.find((server) => ((state >> server) & 1) === 0);
}

/** Calls per unit of time. Throws a RangeError where there are none, or more than the servers can serve. */
export function totalRate({ servers, serviceRate, atoms }: SpatialQueue): number {
  const rate = atoms.reduce((sum, atom) => sum + atom.rate, 0);
  if (!(rate > 0 && rate < servers * serviceRate))
    throw new RangeError('calls must come, and slower than they can be served');
  return rate;
}
