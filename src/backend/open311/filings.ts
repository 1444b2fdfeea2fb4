import { HOUR, MINUTE } from '../../kernel/time.ts';
import type { Reported } from '../../port/notices.ts';

/** Seconds of simulated time until something is tried again, doubled every time up to an hour [A]. */
const FIRST_RETRY = MINUTE;
const LAST_RETRY = HOUR;

/** A report on its way through the server. */
export interface Filing {
  readonly report: Reported;
  /** Still to be posted; to be looked up by its token; to be read back by its id. */
  state: 'toPost' | 'token' | 'posted';
  token: string;
  id: string;
  /** How often the present state was tried in vain, and when it is tried again. */
  tries: number;
  due: number;
  /** Posts so far: each has another text. */
  posts: number;
}

/** The reports that the server has not settled yet. */
export class Filings {
  private readonly open = new Map<number, Filing>();

  add(report: Reported, now: number): void {
    const filing: Filing = { report, state: 'toPost', token: '', id: '', tries: 0, due: now, posts: 0 };
    this.open.set(report.incident, filing);
  }

  due(now: number, state: Filing['state']): Filing[] {
    return [...this.open.values()].filter((filing) => filing.state === state && filing.due <= now);
  }

  /** It goes on at once in the next state. */
  advance(filing: Filing, state: Filing['state'], now: number): void {
    filing.state = state;
    filing.tries = 0;
    filing.due = now;
  }

  later(filing: Filing, now: number): void {
    filing.due = now + Math.min(LAST_RETRY, FIRST_RETRY * 2 ** filing.tries);
    filing.tries++;
  }

  done(filing: Filing): void {
    this.open.delete(filing.report.incident);
  }

  /** The next time at which something is due. */
  get wake(): number {
    let wake = Number.POSITIVE_INFINITY;
    for (const { due } of this.open.values()) if (due < wake) wake = due;
    return wake;
  }
}
