import type { Assignment } from './crews.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';

/** An incident is handled by the crews it needs and no more, and nobody is sent twice to the same. */
export const crewsNeeded: Invariant = { name: 'crewsNeeded', watch: (_knowledge, blame) => new CrewsNeeded(blame) };

class CrewsNeeded implements Checker {
  checked = 0;
  private readonly blame: Blame;

  constructor(blame: Blame) {
    this.blame = blame;
  }

  assigned({ given, crew, again, others, needed }: Assignment): void {
    this.checked++;
    const id = given.record.order.incident ?? '';
    if (again !== undefined) {
      this.blame({ key: 'invariant.crewsNeeded.again', values: { crew, id } }, [again.given.line, given.line]);
    } else if (given.incident !== undefined && others.length >= needed) {
      const orders = others.slice(0, needed).map((job) => job.given.line);
      const values = { id, needed, sent: others.length + 1 };
      this.blame({ key: 'invariant.crewsNeeded.more', values }, [given.incident.line, ...orders, given.line]);
    }
  }
}
