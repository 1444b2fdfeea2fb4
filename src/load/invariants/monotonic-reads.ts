import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';
import type { Answered } from './operation.ts';
import type { View } from './view.ts';

/** An operation that has shown incidents, as all that it showed remember it. */
interface Reading {
  readonly actor: number | string;
  readonly okAt: number;
  readonly lines: readonly [number, number];
}

/** By whom an incident was read, and the newest state that each was shown; in two arrays, for they are many. */
interface Reads {
  readonly readings: Reading[];
  readonly revisions: number[];
}

/** Whoever has read an incident is never shown an older state of it by a read sent after that. */
export const monotonicReads: Invariant = {
  name: 'monotonicReads',
  watch: (_knowledge, blame) => new MonotonicReads(blame),
};

class MonotonicReads implements Checker {
  checked = 0;
  private readonly blame: Blame;
  private readonly reads = new Map<Incident, Reads>();
  private reading: Reading | undefined;

  constructor(blame: Blame) {
    this.blame = blame;
  }

  seen({ id, revision }: View, answered: Answered, incident: Incident | undefined): void {
    if (incident === undefined || revision === undefined) return;
    const reading = this.readingOf(answered);
    const { readings, revisions } = this.readsOf(incident);
    const at = readings.findIndex(({ actor }) => actor === reading.actor);
    if (at < 0) {
      readings.push(reading);
      revisions.push(revision);
      return;
    }
    this.checked++;
    const before = readings[at];
    if (revision > revisions[at]) {
      readings[at] = reading;
      revisions[at] = revision;
    } else if (revision < revisions[at] && before.okAt < answered.invoke.at) {
      const values = { id, before: revisions[at], after: revision };
      this.blame({ key: 'invariant.monotonicReads.found', values }, [...before.lines, ...reading.lines], id);
    }
  }

  private readsOf(incident: Incident): Reads {
    const known = this.reads.get(incident);
    if (known !== undefined) return known;
    const reads = { readings: [], revisions: [] };
    this.reads.set(incident, reads);
    return reads;
  }

  /** The same for all incidents of a page. */
  private readingOf({ invoke, ok, lines }: Answered): Reading {
    if (this.reading?.lines === lines) return this.reading;
    this.reading = { actor: invoke.actor, okAt: ok.at, lines };
    return this.reading;
  }
}
