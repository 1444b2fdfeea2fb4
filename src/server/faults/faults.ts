import type { FastifyInstance } from 'fastify';
import type { Decider } from '../dispatch.ts';
import type { Path } from '../path.ts';
import { breakAnswers } from './answers.ts';
import { FaultyDecider } from './decider.ts';
import type { FaultRates } from './rates.ts';
import { FaultyReports } from './reports.ts';
import { FaultyStream } from './stream.ts';
import { type FaultCount, Tally } from './tally.ts';

/** What is broken how often, and the seed of it. */
export interface FaultOptions {
  readonly rates: FaultRates;
  readonly seed: string;
}

type Publish = ConstructorParameters<typeof FaultyStream>[0];

/** Breaks the server on purpose, by wrapping what works: where no rate is above 0, nothing is wrapped. */
export class Faults {
  private readonly rates: FaultRates;
  private readonly seed: string;
  private readonly stopping = new AbortController();
  private readonly tally = new Tally();

  constructor({ rates, seed }: FaultOptions) {
    this.rates = rates;
    this.seed = seed;
  }

  /** What a database is written under: the same commands must give the same orders. */
  get setting(): string {
    const { rates } = this;
    const orders = ['twice', 'busy', 'offDuty', 'illegalStatus'] as const;
    const altering = orders.flatMap((kind) => (rates[kind] === undefined ? [] : [`${kind}:${rates[kind]}`]));
    return altering.length === 0 ? 'none' : [...altering, this.seed].join(' ');
  }

  decider(clean: Decider): Decider {
    return this.setting === 'none' ? clean : new FaultyDecider(clean, this.rates, this.seed, this.tally);
  }

  path(clean: Path): Path {
    const { lose, duplicate, stale } = this.rates;
    return (lose ?? duplicate ?? stale) ? new FaultyReports(clean, this.rates, this.seed, this.tally) : clean;
  }

  publish(clean: Publish): Publish {
    if (this.rates.reorder === undefined) return clean;
    const stream = new FaultyStream(clean, this.rates, this.seed, this.tally);
    return (orders) => stream.publish(orders);
  }

  answers(server: FastifyInstance): void {
    const { '5xx': fails, stall, slow } = this.rates;
    if (fails ?? stall ?? slow) breakAnswers(server, this.rates, this.seed, this.tally, this.stopping.signal);
  }

  /** How often each could have come, and came, so far. */
  get counts(): readonly FaultCount[] {
    return this.tally.counts();
  }

  /** Nothing is kept back any more. */
  stop(): void {
    this.stopping.abort();
  }
}
