import { PURPOSE } from '../../field/purposes.ts';
import { EventQueue } from '../../kernel/queue.ts';
import { type Draws, UINT32 } from '../../kernel/random.ts';
import type { Reported } from '../../port/notices.ts';
import type { ListOperation, ReadOperation } from './operation.ts';

const ATTEMPTS = 2 ** 16;
/** The most that one report is looked up: more would not fit a draw's key. */
const MOST_LOOKS = 255;

/** Who looks something up, and how often; none of it is known from a source. */
export const READS = {
  /** Share of residents' reports that are looked up at all. [A] */
  share: 0.25,
  /** Mean time from the report to that, and from one look to the next, seconds; exponential. [A] */
  after: 7200,
  /** Share of looks that are followed by another: four looks on average. [A] */
  again: 0.75,
  /** Each unit's centre lists what has changed every so many seconds, the units spread evenly over them. [A] */
  listEvery: 300,
} as const;

/** The reads that go with a load: pure functions of the seed, the reports and the time. */
export class ScheduledReads {
  private readonly draws: Draws;
  private readonly units: number;
  private readonly due = new EventQueue();
  /** All that was or will be looked up; the queue's payloads are places in it. */
  private readonly lookedUp: { readonly report: Pick<Reported, 'identity' | 'incident'>; looks: number }[] = [];
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
    this.lookedUp.push({ report: { identity, incident }, looks: 0 });
    if (!this.look(this.lookedUp.length - 1, at, READS.share)) this.lookedUp.pop();
  }

  /** Time of the next read or list. */
  get next(): number {
    return Math.min(this.nextList, this.due.peekTime());
  }

  /** Takes the next one out. */
  take(): ReadOperation | ListOperation {
    const at = this.nextList;
    if (this.due.popUntil(at)) {
      const { time, payload } = this.due;
      this.look(payload, time, READS.again);
      return { at: time, name: 'read', incident: this.lookedUp[payload].report.incident };
    }
    const unit = this.listed++ % this.units;
    return { at, name: 'list', unit };
  }

  /** With that chance a report is looked up, some time after `at`. */
  private look(place: number, at: number, chance: number): boolean {
    const { draws } = this;
    const lookedUp = this.lookedUp[place];
    const { identity, incident } = lookedUp.report;
    const attempt = (incident % ATTEMPTS) + ATTEMPTS * lookedUp.looks;
    const share = draws.uniform(PURPOSE.lookUp, Math.floor(identity / UINT32), identity % UINT32, attempt);
    if (share >= chance || lookedUp.looks >= MOST_LOOKS) return false;
    lookedUp.looks++;
    this.due.push(at - READS.after * Math.log(draws.second()), place);
    return true;
  }

  private get nextList(): number {
    return (this.listed * READS.listEvery) / this.units;
  }
}
