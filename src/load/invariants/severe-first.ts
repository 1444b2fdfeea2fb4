import { HOUR, MINUTE } from '../../kernel/time.ts';
import { SEVERE } from '../../scenario/terms.ts';
import type { Given } from './given.ts';
import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import type { View } from './view.ts';

/** A severe report may be overtaken by a minor one that came less than so many simulated seconds after it. [A] */
const BOUND = HOUR;
/** Index of `minor` among the severities. */
const MINOR = 0;

/**
 * Severe before minor: a minor report that came more than an hour after a severe one is not taken up while that one waits.
 * Compared only at one desk for certain: reports of the hotline, else of one channel from one micro-grid. A severe one that
 * is never heard of again did not wait, but is lost.
 */
export const severeFirst: Invariant = {
  name: 'severeFirst',
  watch: (knowledge, blame) => new SevereFirst(knowledge, blame),
};

class SevereFirst implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  /** By desk, the severe ones that no order was about yet, oldest first. */
  private readonly waiting = new Map<string, Set<Incident>>();
  /** Severe ones that were overtaken: who is blamed for it once the server shows that it has them. */
  private readonly overtaken = new Map<Incident, () => void>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  answered({ invoke }: Answered): void {
    if (invoke.name !== 'report') return;
    const incident = this.knowledge.incidents.ofReport(invoke.body);
    if (incident === undefined || incident.severity < SEVERE || incident.firstOrder > 0) return;
    const desk = deskOf(incident);
    const waiting = this.waiting.get(desk) ?? new Set();
    this.waiting.set(desk, waiting.add(incident));
  }

  seen({ id, reference }: View): void {
    this.known(this.knowledge.incidents.meant(id, reference));
  }

  /** Before `firstOrder` is set. */
  given({ record, line, incident }: Given): void {
    this.known(incident);
    if (incident === undefined || incident.firstOrder > 0 || record.order.type === 'merge') return;
    const desk = deskOf(incident);
    const waiting = this.waiting.get(desk);
    if (waiting === undefined) return;
    waiting.delete(incident);
    if (waiting.size === 0) this.waiting.delete(desk);
    if (incident.severity !== MINOR) return;
    const { clock } = this.knowledge;
    for (const severe of waiting) {
      const { acknowledged, sighting } = severe;
      if (acknowledged === undefined || sighting === undefined) continue;
      this.checked++;
      if (clock.between(acknowledged.at, incident.sentAt) <= BOUND) break;
      const values = { minor: record.order.incident ?? '', severe: sighting.id, bound: BOUND / MINUTE };
      const lines = [...acknowledged.lines, incident.line, line];
      this.overtaken.set(severe, () => this.blame({ key: 'invariant.severeFirst.found', values }, lines));
      waiting.delete(severe);
      break;
    }
  }

  private known(severe: Incident | undefined): void {
    const blame = severe && this.overtaken.get(severe);
    if (severe === undefined || blame === undefined) return;
    this.overtaken.delete(severe);
    blame();
  }
}

function deskOf({ channel, micro }: Incident): string {
  return channel === 'hotline' ? channel : `${channel} ${micro}`;
}
