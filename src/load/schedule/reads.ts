import { PURPOSE } from '../../field/purposes.ts';
import { EventQueue } from '../../kernel/queue.ts';
import type { Draws } from '../../kernel/random.ts';
import type { Reported } from '../../port/notices.ts';
import type { ListOperation, ReadOperation } from './operation.ts';

const UINT32 = 2 ** 32;
const ATTEMPTS = 2 ** 16;

/** Who looks something up, and how often; none of it is known from a source. */
export const READS = {
  /** Share of residents' reports that are looked up once. [A] */
  share: 0.25,
  /** Mean time from the report to that, seconds; exponential. [A] */
  after: 7200,
  /** Each unit's centre lists what has changed every so many seconds, the units spread evenly over them. [A] */
  listEvery: 300,
} as const;

/** The reads that go with a load: pure functions of the seed, the reports and the time. */
export class ScheduledReads {
  private readonly draws: Draws;
  private readonly units: number;
  private readonly due = new EventQueue();
  /** Handles of all that were or will be looked up; the queue's payloads are places in it. */
  private readonly incidents: number[] = [];
  /** Lists since time 0, over all units. */
  private listed: number;

  /** Reads from the time `from` on; nothing that was reported before it is looked up. */
  constructor(draws: Draws, units: number, from: number) {
    this.draws = draws;
    this.units = units;
    this.listed = Math.ceil((from * units) / READS.listEvery);
  }

  /** A report was made: some will be looked up. */
  reported({ at, identity, incident, finder }: Reported): void {
    if (finder !== 'resident') return;
    const { draws } = this;
    const share = draws.uniform(PURPOSE.lookUp, Math.floor(identity / UINT32), identity % UINT32, incident % ATTEMPTS);
    if (share >= READS.share) return;
    this.incidents.push(incident);
    this.due.push(at - READS.after * Math.log(draws.second()), this.incidents.length - 1);
  }

  /** Time of the next read or list. */
  get next(): number {
    return Math.min(this.nextList, this.due.peekTime());
  }

  /** Takes the next one out. */
  take(): ReadOperation | ListOperation {
    const at = this.nextList;
    if (this.due.popUntil(at)) return { at: this.due.time, name: 'read', incident: this.incidents[this.due.payload] };
    const unit = this.listed++ % this.units;
    return { at, name: 'list', unit };
  }

  private get nextList(): number {
    return (this.listed * READS.listEvery) / this.units;
  }
}
