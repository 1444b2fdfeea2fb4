import type { IncidentId } from '../history/record.ts';
import type { Given } from './given.ts';
import type { Blame, Checker, Invariant, Knowledge } from './invariant.ts';
import type { Answered } from './operation.ts';
import { fieldsOf, idOf, numberOf, type View } from './view.ts';

/** One report, however often it was sent, is one incident: its reference never stands for two ids. */
export const duplicate: Invariant = { name: 'duplicate', watch: (knowledge, blame) => new Duplicate(knowledge, blame) };

class Duplicate implements Checker {
  checked = 0;
  private readonly knowledge: Knowledge;
  private readonly blame: Blame;
  private readonly known = new Set<IncidentId>();

  constructor(knowledge: Knowledge, blame: Blame) {
    this.knowledge = knowledge;
    this.blame = blame;
  }

  answered({ invoke, ok, lines }: Answered): void {
    if (invoke.name !== 'report') return;
    this.checked++;
    const id = idOf(fieldsOf(ok.body).id);
    if (id !== undefined) this.judge(id, numberOf(fieldsOf(invoke.body).reference), lines);
  }

  seen({ id, reference }: View, { lines }: Answered): void {
    this.judge(id, reference, lines);
  }

  given({ record, line }: Given): void {
    if (record.order.incident !== undefined) this.judge(record.order.incident, record.reference, [line]);
  }

  private judge(id: IncidentId, reference: number | null | undefined, lines: readonly number[]): void {
    const first = this.knowledge.incidents.reported(reference)?.sighting;
    if (first === undefined || first.id === id || this.known.has(id)) return;
    this.known.add(id);
    const values = { reference: reference ?? 0, first: first.id, second: id };
    this.blame({ key: 'invariant.duplicate.found', values }, [...first.lines, ...lines], id);
  }
}
