import { WEEK } from '../../kernel/time.ts';
import type { Given } from './given.ts';
import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import { STAGE } from './status.ts';
import type { View } from './view.ts';

/** After so many simulated seconds without load nothing may be left that waits for the server. [A] */
const BOUND = WEEK;
const OVER = STAGE.closed | STAGE.rejected | STAGE.merged;

/**
 * After the load has stopped everything drains. What has been taken up may wait for crews (verifying, handling, checks),
 * parts or hearings, and for as long as there are too few of them; a report that the server holds and that no order was
 * ever about waits for the server alone: seven simulated days later that is a violation. What is left is undecided.
 */
export const drains: Invariant = { name: 'drains', watch: (knowledge, blame) => new Drains(knowledge, blame) };

class Drains implements Checker {
  checked = 0;
  undecided = false;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  /** The reads at the end that still show what was never taken up. */
  private readonly untouched = new Map<Incident, readonly [number, number]>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  given({ incident }: Given): void {
    if (incident !== undefined) this.checked++;
  }

  seen({ id, reference, state }: View, { lines }: Answered): void {
    const { incidents, phase } = this.knowledge;
    const incident = phase === 'settle' ? incidents.meant(id, reference) : undefined;
    if (incident === undefined) return;
    if (state === 'reported' && incident.firstOrder === 0) this.untouched.set(incident, lines);
    else this.untouched.delete(incident);
  }

  end(whole: boolean): void {
    const { incidents, began, now, clock } = this.knowledge;
    const stopped = began.get('drain');
    const isLong = whole && stopped !== undefined && clock.between(stopped, now) >= BOUND;
    for (const incident of incidents.all) {
      const { acknowledged, sighting, stages, refused, firstOrder } = incident;
      if (acknowledged === undefined || sighting === undefined || (stages & OVER) !== 0) continue;
      this.undecided = true;
      const shown = this.untouched.get(incident);
      if (!isLong || shown === undefined || refused || firstOrder > 0) continue;
      const lines = [...acknowledged.lines, ...shown];
      this.blame({ key: 'invariant.drains.found', values: { id: sighting.id } }, lines, sighting.id);
    }
  }
}
