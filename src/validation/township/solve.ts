import type { Engine } from '../engine.ts';
import { exponential } from '../experiments/counter-queue.ts';
import { runCrewQueue } from '../experiments/crew-queue.ts';
import {
  hypercube,
  MOST_EXACT_SERVERS,
  type SpatialAnswer,
  type SpatialQueue,
  totalRate,
} from '../theory/hypercube.ts';
import { larsonApproximation } from '../theory/larson.ts';

/** Customers that a spatial queue needs to forget that it began empty. */
const SKIP = 200;

/** The hypercube's answer: exact up to 12 servers, by Larson's approximation beyond. */
export function solved(queue: SpatialQueue): SpatialAnswer {
  return queue.servers <= MOST_EXACT_SERVERS ? hypercube(queue) : larsonApproximation(queue);
}

/** Whether calls come as fast as all servers together can serve them, or faster: then no line is long enough. */
export function isOverloaded({ servers, serviceRate, atoms }: SpatialQueue): boolean {
  return atoms.reduce((sum, atom) => sum + atom.rate, 0) >= servers * serviceRate;
}

/** Everybody is busy all the time, and whoever gets free takes what has waited longest. */
export function overloadedAnswer({ servers, atoms }: SpatialQueue): SpatialAnswer {
  const rate = atoms.reduce((sum, atom) => sum + atom.rate, 0);
  return {
    workloads: new Array<number>(servers).fill(1),
    dispatches: atoms.map((atom) => new Array<number>(servers).fill(atom.rate / rate / servers)),
    waiting: 1,
  };
}

/**
 * The same queue played by the engine that every run uses: crews sent by the lists, exponential work, one line. Service
 * rate must be 1. The answers of `batches` parts of one run, each of about so many customers; `piece` keys its draws.
 */
export async function played(
  queue: SpatialQueue,
  batches: number,
  customers: number,
  context: { readonly seed: string; readonly piece: number; readonly engine: Engine },
): Promise<SpatialAnswer[]> {
  const { servers, atoms } = queue;
  const rate = totalRate(queue);
  const atWork = new Set<number>();
  const parts = Array.from({ length: batches }, () => new Part(servers, atoms.length));
  const early = new Part(servers, atoms.length);
  let come = 0;
  const part = (): Part =>
    come <= SKIP ? early : parts[Math.min(batches - 1, Math.floor((come - SKIP - 1) / customers))];
  const audience = {
    arrives() {
      come++;
      part().arrives(atWork.size === servers);
    },
    isSent(crew: number, atom: number) {
      atWork.add(crew);
      part().dispatches[atom][crew]++;
    },
    hasWorked(crew: number, length: number) {
      atWork.delete(crew);
      part().worked[crew] += length;
    },
  };
  const plan = { crews: servers, atoms, effort: exponential, whenBusy: 'wait' as const };
  await runCrewQueue({ ...plan, customers: SKIP + batches * customers }, { ...context, city: undefined }, audience);
  return parts.map((own) => own.answer(rate));
}

/** What is counted in one part of a run. */
class Part {
  readonly worked: number[];
  readonly dispatches: number[][];
  private come = 0;
  private metAllBusy = 0;

  constructor(servers: number, atoms: number) {
    this.worked = new Array<number>(servers).fill(0);
    this.dispatches = Array.from({ length: atoms }, () => new Array<number>(servers).fill(0));
  }

  arrives(meetsAllBusy: boolean): void {
    this.come++;
    if (meetsAllBusy) this.metAllBusy++;
  }

  /** Time goes by at `rate` customers per mean service. */
  answer(rate: number): SpatialAnswer {
    const sent = this.dispatches.flat().reduce((sum, number) => sum + number, 0);
    return {
      workloads: this.worked.map((length) => (length * rate) / this.come),
      dispatches: this.dispatches.map((row) => row.map((number) => number / sent)),
      waiting: this.metAllBusy / this.come,
    };
  }
}
