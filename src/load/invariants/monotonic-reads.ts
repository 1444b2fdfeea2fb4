import type { Incident } from './incidents.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
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
  watch: (knowledge, blame) => new MonotonicReads(knowledge, blame),
};

class MonotonicReads implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  /** Of each reader the newest state shown. */
  private readonly reads = new Map<Incident, Read[]>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  seen({ id, reference, revision }: View, { invoke, line, ok, okLine }: Answered): void {
    const incident = this.knowledge.incidents.meant(id, reference);
    if (incident === undefined || revision === undefined) return;
    const { actor } = invoke;
    const reads = this.reads.get(incident) ?? [];
    const at = reads.findIndex((read) => read.actor === actor);
    const read: Read = { actor, revision, okAt: ok.at, lines: [line, okLine] };
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
      this.blame({ key: 'invariant.monotonicReads.found', values }, [...before.lines, line, okLine], id);
    }
  }
}
