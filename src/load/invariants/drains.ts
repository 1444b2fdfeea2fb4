import type { Given } from './given.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import { STAGE } from './status.ts';

/** After so many simulated seconds without load nothing may be left that waits for the server. [A] */
export const BOUND = 7 * 86_400;
const OVER = STAGE.closed | STAGE.rejected | STAGE.merged;
const WAITS = STAGE.reported | STAGE.handled;

/**
 * After the load has stopped everything drains. What waits for crews, parts or hearings may take its time; a report that
 * nobody has decided upon, or a handled incident that nobody has closed, seven simulated days later is a violation, and
 * until then undecided.
 */
export const drains: Invariant = { name: 'drains', watch: (knowledge, blame) => new Drains(knowledge, blame) };

class Drains implements Checker {
  checked = 0;
  undecided = false;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  given({ incident }: Given): void {
    if (incident !== undefined) this.checked++;
  }

  end(whole: boolean): void {
    const { incidents, began, now, clock } = this.knowledge;
    const stopped = began.get('drain');
    const isLong = whole && stopped !== undefined && clock.between(stopped, now) >= BOUND;
    for (const { acknowledged, sighting, stages, refused, statusLines } of incidents.all) {
      if (acknowledged === undefined || sighting === undefined || (stages & OVER) !== 0) continue;
      this.undecided = true;
      const isWaiting = stages === STAGE.reported || ((stages & WAITS) === stages && !refused);
      if (!isLong || !isWaiting) continue;
      const lines = [...acknowledged.lines, ...statusLines.slice(-1)];
      this.blame({ key: 'invariant.drains.found', values: { id: sighting.id } }, lines);
    }
  }
}
