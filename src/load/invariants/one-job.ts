import type { Assignment } from './crews.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';

/**
 * A crew is on at most one job: it is not sent to another while it was sent to one and has not said otherwise. Only a
 * severe incident may call it off a lesser one. Crews that had themselves said that they are busy: see `busyOrOffDuty`.
 */
export const oneJob: Invariant = { name: 'oneJob', watch: (_knowledge, blame) => new OneJob(blame) };

class OneJob implements Checker {
  checked = 0;
  private readonly blame: Blame;

  constructor(blame: Blame) {
    this.blame = blame;
  }

  assigned({ given, crew, busyAt }: Assignment): void {
    this.checked++;
    if (busyAt === undefined || (busyAt.accepted !== undefined && busyAt.accepted.okLine > 0)) return;
    const values = { crew, first: busyAt.id, second: given.record.order.incident ?? '' };
    this.blame({ key: 'invariant.oneJob.found', values }, [busyAt.given.line, given.line]);
  }
}
