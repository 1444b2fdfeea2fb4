import type { Assignment } from './crews.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';

/** Nobody is sent who has told the server of being at work elsewhere, or who is off duty. */
export const busyOrOffDuty: Invariant = {
  name: 'busyOrOffDuty',
  watch: (_knowledge, blame) => new BusyOrOffDuty(blame),
};

class BusyOrOffDuty implements Checker {
  checked = 0;
  private readonly blame: Blame;

  constructor(blame: Blame) {
    this.blame = blame;
  }

  assigned({ given, crew, busyAt, justCameOrWent }: Assignment): void {
    this.checked++;
    const id = given.record.order.incident ?? '';
    if (busyAt?.accepted !== undefined && busyAt.accepted.okLine > 0) {
      const { line, okLine } = busyAt.accepted;
      const values = { crew, id, first: busyAt.id };
      this.blame({ key: 'invariant.busyOrOffDuty.busy', values }, [busyAt.given.line, line, okLine, given.line]);
    } else if (given.record.duty === false && !justCameOrWent) {
      this.blame({ key: 'invariant.busyOrOffDuty.offDuty', values: { crew, id } }, [given.line]);
    }
  }
}
