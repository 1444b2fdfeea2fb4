import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';
import type { Answered } from './operation.ts';
import type { View } from './view.ts';

interface Read {
  readonly actor: number | string;
  readonly revision: number;
  readonly okAt: number;
  readonly lines: readonly [number, number];
}

/** Whoever has read an incident is never shown an older state of it by a read sent after that. */
export const monotonicReads: Invariant = {
  name: 'monotonicReads',
  watch: (_knowledge, blame) => new MonotonicReads(blame),
};

class MonotonicReads implements Checker {
  checked = 0;
  private readonly blame: Blame;
  /** Of each reader the newest state shown. */
  private readonly reads = new Map<Incident, Read[]>();

  constructor(blame: Blame) {
    this.blame = blame;
  }

  seen({ id, revision }: View, { invoke, ok, lines }: Answered, incident: Incident | undefined): void {
    if (incident === undefined || revision === undefined) return;
    const { actor } = invoke;
    const reads = this.reads.get(incident) ?? [];
    const at = reads.findIndex((read) => read.actor === actor);
    const read: Read = { actor, revision, okAt: ok.at, lines };
    if (at < 0) {
      reads.push(read);
      this.reads.set(incident, reads);
      return;
    }
    this.checked++;
    const before = reads[at];
    if (revision > before.revision) reads[at] = read;
    else if (revision < before.revision && before.okAt < invoke.at) {
      const values = { id, before: before.revision, after: revision };
      this.blame({ key: 'invariant.monotonicReads.found', values }, [...before.lines, ...lines], id);
    }
  }
}
