import type { EndRecord, HistoryRecord, OperationName, OrderRecord, PhaseRecord, Protocol } from '../history/record.ts';
import { applies } from './applicable.ts';
import { Crews } from './crews.ts';
import { Findings } from './findings.ts';
import type { Given } from './given.ts';
import { InSequence } from './in-sequence.ts';
import { Incidents } from './incidents.ts';
import type { Checker, Knowledge } from './invariant.ts';
import type { Drained, Judgement, Standing, Verdict } from './judgement.ts';
import type { Answered, Sent } from './operation.ts';
import { RunClock } from './run-clock.ts';
import { Settlement } from './settle.ts';
import { OPEN, ruleFor, withOutcome } from './status.ts';
import { TABLE } from './table.ts';
import { fieldsOf, idOf, numberOf, type View, viewOf, viewsOf } from './view.ts';

const NOT_FOUND = 404;
/** Orders that a refusal may still come for. */
const RECENT = 65_536;

interface Watched {
  readonly checker: Checker;
  readonly findings: Findings;
}

/**
 * Judges a history record by record, during a run or afterwards: the same code, the same verdicts. Memory grows with the
 * reports and the crews, not with the operations.
 */
export class Judge {
  /** What is to be read once the load has stopped. */
  readonly settlement: Settlement;
  private readonly knowledge: Knowledge;
  private readonly watched: readonly Watched[];
  private checkers: readonly Checker[];
  private protocol: Protocol = 'dispatch';
  private readonly open = new Map<number, Sent>();
  private readonly counts = new Map<OperationName, { ok: number; failed: number; unknown: number }>();
  private readonly sequence = new InSequence((record, line) => this.given(record, line));
  private readonly recent = new Map<number, Given>();
  private orders = 0;
  private after = 0;
  private lastEnd = 0;
  private line = 0;
  private ended: EndRecord | undefined;
  private finished = false;
  private blind = false;

  constructor() {
    const knowledge: Knowledge = {
      incidents: new Incidents(),
      crews: new Crews(),
      phase: undefined,
      began: new Map(),
      now: 0,
      clock: new RunClock(),
    };
    this.knowledge = knowledge;
    this.settlement = new Settlement(knowledge.incidents);
    this.watched = TABLE.map(({ name, watch }) => {
      const findings = new Findings(name);
      return { findings, checker: watch(knowledge, (...violation) => findings.add(...violation)) };
    });
    this.checkers = this.watched.map(({ checker }) => checker);
  }

  /** Takes the next record of the history; the first one is line 1. */
  feed(record: HistoryRecord): void {
    this.line++;
    if (record.t === 'start') {
      this.knowledge.clock.change(0, record.origin, record.speed);
      this.protocol = record.protocol ?? this.protocol;
      this.checkers = this.watched.flatMap(({ checker, findings }) =>
        applies(findings.invariant, this.protocol) ? [checker] : [],
      );
      return;
    }
    this.knowledge.now = record.at;
    switch (record.t) {
      case 'invoke':
        this.sent({ invoke: record, line: this.line });
        return;
      case 'order':
        this.orders++;
        for (const checker of this.checkers) checker.arrived?.(record, this.line);
        this.sequence.take(record, this.line);
        if (this.sequence.isLong) this.release();
        return;
      case 'stream':
        if (record.event === 'expired') {
          this.sequence.restart();
          this.forget();
        }
        for (const checker of this.checkers) checker.streamed?.(record, this.line);
        return;
      case 'speed':
        this.knowledge.clock.change(record.at, record.simulated, record.speed);
        return;
      case 'phase':
        this.entered(record);
        return;
      case 'end':
        this.ended = record;
        return;
      default:
        this.over(record);
    }
  }

  /** How the invariants stand so far; for whoever watches a run. */
  standings(): Standing[] {
    return TABLE.map(({ name }, i) => {
      const { checker, findings } = this.watched[i];
      return { name, checked: checker.checked, violations: findings.count };
    });
  }

  /** The verdicts over all that was fed; nothing may be fed afterwards. */
  finish(): Judgement {
    const whole = this.ended?.reason === 'done';
    if (!this.finished) {
      this.release();
      for (const checker of this.checkers) checker.end?.(whole);
      this.finished = true;
    }
    const verdicts = TABLE.map(({ name }, i): Verdict => {
      const { checker, findings } = this.watched[i];
      const { count, examples } = findings;
      const { checked, undecided } = checker;
      if (!applies(name, this.protocol))
        return { name, verdict: 'notApplicable', checked, violations: 0, examples: [] };
      const verdict = count > 0 ? 'broken' : undecided ? 'undecided' : checked > 0 ? 'held' : 'none';
      return { name, verdict, checked, violations: count, examples };
    });
    const operations = Object.fromEntries(this.counts);
    return { whole, operations, orders: this.orders, verdicts, drained: this.drained() };
  }

  private sent(sent: Sent): void {
    const { invoke } = sent;
    const { incidents, crews } = this.knowledge;
    this.open.set(invoke.op, sent);
    if (invoke.name === 'report') incidents.sent(sent);
    else if (invoke.name === 'crew') crews.told(sent);
    else if (invoke.name === 'outcome') {
      const { incident: id, purpose, result } = fieldsOf(invoke.body);
      const incident = incidents.named(idOf(id));
      if (incident !== undefined) {
        incident.stages = withOutcome(incident.stages, purpose, result);
        crews.over(incident);
      }
    } else if (invoke.name === 'refusal') this.refused(numberOf(fieldsOf(invoke.body).order));
    for (const checker of this.checkers) checker.sent?.(sent);
  }

  private over(record: Extract<HistoryRecord, { t: 'ok' | 'fail' | 'unknown' }>): void {
    const sent = this.open.get(record.op);
    if (sent === undefined) return;
    this.open.delete(record.op);
    const { name } = sent.invoke;
    const count = this.counts.get(name) ?? { ok: 0, failed: 0, unknown: 0 };
    this.counts.set(name, count);
    if (record.t === 'ok') {
      count.ok++;
      this.answered({ invoke: sent.invoke, line: sent.line, ok: record, lines: [sent.line, this.line] });
    } else if (record.t === 'unknown') count.unknown++;
    else {
      count.failed++;
      if (name === 'report') this.knowledge.incidents.failed(sent);
    }
    this.settlement.over(sent, record, this.knowledge.phase);
  }

  private answered(answered: Answered): void {
    const { invoke, ok, lines } = answered;
    if (invoke.name === 'report') this.knowledge.incidents.acknowledged(answered);
    else if (invoke.name === 'token') this.knowledge.incidents.resolved(answered);
    else if (invoke.name === 'crew') this.knowledge.crews.heard(answered, lines[1], ok.at);
    for (const checker of this.checkers) checker.answered?.(answered);
    if (invoke.name === 'list') for (const view of viewsOf(ok.body)) this.seen(view, answered);
    if (invoke.name !== 'read') return;
    const view = ok.status === NOT_FOUND ? undefined : viewOf(ok.body);
    const id = idOf(fieldsOf(invoke.body).id);
    if (view !== undefined) this.seen(view, answered);
    else if (id !== undefined) for (const checker of this.checkers) checker.missing?.(id, answered);
  }

  private seen(view: View, answered: Answered): void {
    const { incidents } = this.knowledge;
    const reported = incidents.reported(view.reference);
    if (reported !== undefined) incidents.sighted(reported, view.id, answered.lines);
    const incident = incidents.meant(view.id, view.reference);
    for (const checker of this.checkers) checker.seen?.(view, answered, incident);
  }

  private given(record: OrderRecord, line: number): void {
    const { incidents, crews } = this.knowledge;
    const { order } = record;
    const incident = incidents.meant(order.incident, record.reference);
    if (incident !== undefined) {
      this.after = Math.max(this.after, incident.sentAt);
      if (order.incident !== undefined) incidents.sighted(incident, order.incident, [line]);
    }
    const given: Given = { record, line, after: this.after, incident };
    this.recent.set(record.seq, given);
    this.recent.delete(record.seq - RECENT);
    if (!this.blind) for (const checker of this.checkers) checker.given?.(given);
    if (incident !== undefined) {
      if (incident.firstOrder === 0) incident.firstOrder = line;
      const to = ruleFor(order)?.to;
      if (to !== undefined) {
        incident.stages = to;
        incident.statusLines = [line];
        if ((to & OPEN) === 0) {
          crews.over(incident);
          this.lastEnd = record.at;
        }
      }
    }
    if (order.type === 'recall' && order.crew !== undefined) crews.recall(order.crew);
    if (order.type !== 'assign' || order.crew === undefined) return;
    const assignment = crews.assign(given, order.crew);
    if (!this.blind) for (const checker of this.checkers) checker.assigned?.(assignment);
  }

  private refused(seq: number | undefined): void {
    const given = seq === undefined ? undefined : this.recent.get(seq);
    if (given === undefined) return;
    this.knowledge.crews.refused(given);
    const { incident } = given;
    if (incident === undefined || given.record.order.type === 'assign') return;
    incident.refused = true;
    incident.stages |= OPEN;
  }

  private entered({ phase, at }: PhaseRecord): void {
    const { knowledge } = this;
    if (phase === 'settle') this.release();
    knowledge.phase = phase;
    if (!knowledge.began.has(phase)) knowledge.began.set(phase, at);
  }

  /** Something in the sequence was missed for good: what came after it is taken in, and nobody is blamed over it. */
  private release(): void {
    if (this.sequence.isComplete) return;
    this.blind = true;
    this.sequence.release();
    this.blind = false;
    this.forget();
  }

  /** Orders were missed: nothing is known of any crew, and little of any incident. */
  private forget(): void {
    const { crews, incidents } = this.knowledge;
    crews.forget();
    for (const incident of incidents.all) {
      incident.refused = true;
      incident.stages |= OPEN;
    }
  }

  private drained(): Drained | null {
    const { incidents, began, clock } = this.knowledge;
    const stopped = began.get('drain');
    if (stopped === undefined || !applies('drains', this.protocol)) return null;
    let left = 0;
    for (const { acknowledged, stages } of incidents.all)
      if (acknowledged !== undefined && (stages & OPEN) !== 0) left++;
    if (left > 0) return { left, seconds: null, simulatedSeconds: null };
    const end = Math.max(stopped, this.lastEnd);
    return { left, seconds: (end - stopped) / 1000, simulatedSeconds: clock.between(stopped, end) };
  }
}
