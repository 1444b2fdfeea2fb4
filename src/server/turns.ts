import type { SequencedOrder } from '../backend/http/api.ts';
import type { Answer, Command } from './command.ts';
import type { Dispatch } from './dispatch.ts';
import type { Entry, Journal } from './journal.ts';
import { ProblemError } from './problem-error.ts';

interface Job {
  readonly command: Command;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

const LONGEST_TIMER = 60_000;
const wallClock = (): number => performance.timeOrigin + performance.now();

/**
 * Commands that come in one turn of the event loop are carried out together, committed as one transaction, and answered
 * after that. Also wakes the decider when something is due.
 */
export class Turns {
  private readonly dispatch: Dispatch;
  private readonly journal: Journal;
  private readonly publish: (orders: readonly SequencedOrder[]) => void;
  private readonly fatal: (error: unknown) => void;
  private jobs: Job[] = [];
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** `fatal`: what is in memory is no longer what is on disk; the server must end. */
  constructor(
    dispatch: Dispatch,
    journal: Journal,
    publish: (orders: readonly SequencedOrder[]) => void,
    fatal: (error: unknown) => void,
  ) {
    this.dispatch = dispatch;
    this.journal = journal;
    this.publish = publish;
    this.fatal = fatal;
  }

  get now(): number {
    return this.dispatch.now(wallClock());
  }

  /**
   * Does everything in the journal once more, and what was due since then: the exercise goes on where it was, and whoever
   * has seen an order of before finds it again.
   */
  replay(): void {
    for (const turn of this.journal.turns()) {
      const { now } = turn[0];
      this.dispatch.advance(now);
      for (const { command } of turn) this.dispatch.apply(command, now);
      this.dispatch.endTurn(now);
    }
    this.dispatch.advance(this.dispatch.turnTime(wallClock()));
    this.dispatch.takeOrders();
    this.arm();
  }

  /** Resolves when the command is done and on disk. Rejects with a ProblemError when it cannot be done. */
  submit(command: Command): Promise<Answer> {
    return new Promise((done, failed) => {
      if (this.closed) failed(new ProblemError('busy', 'the server is stopping'));
      else if (this.jobs.push({ command, done, failed }) === 1) setImmediate(() => this.run());
    });
  }

  /** No command is taken any more; those that were, are done. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.jobs.length > 0) this.run();
  }

  private run(): void {
    const jobs = this.jobs;
    this.jobs = [];
    try {
      this.turn(jobs);
    } catch (error) {
      for (const { failed } of jobs) failed(error);
      this.fatal(error);
    }
  }

  private turn(jobs: readonly Job[]): void {
    const { dispatch } = this;
    const entries: Entry[] = [];
    const answers: (() => void)[] = [];
    const now = dispatch.turnTime(wallClock());
    dispatch.advance(now);
    for (const { command: asked, done, failed } of jobs) {
      try {
        const command = dispatch.complete(asked);
        const { repeated, ...answer } = dispatch.apply(command, now);
        if (!repeated) entries.push({ now, command });
        answers.push(() => done(answer));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        answers.push(() => failed(error));
      }
    }
    dispatch.endTurn(now);
    if (entries.length > 0) this.journal.commit(entries);
    for (const answer of answers) answer();
    this.publish(dispatch.takeOrders());
    this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    const wait = this.dispatch.dueAt - wallClock();
    if (!this.closed && wait < Number.POSITIVE_INFINITY)
      this.timer = setTimeout(() => this.due(), Math.min(Math.max(1, wait), LONGEST_TIMER));
  }

  private due(): void {
    try {
      this.dispatch.advance(this.dispatch.turnTime(wallClock()));
      this.publish(this.dispatch.takeOrders());
      this.arm();
    } catch (error) {
      this.fatal(error);
    }
  }
}

export { wallClock };
