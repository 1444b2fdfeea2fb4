import { OPERATION_NAMES, type OperationName } from './history/record.ts';
import { Latencies } from './latencies.ts';
import type { Operation } from './operation.ts';
import type { ErrorKind, OperationResult } from './result.ts';

/** Parts of equal length that the measured time is cut into: intervals come from how they differ. */
export const SECTIONS = 10;

/** Everything kept of one kind of operation in the measured time. */
export class OperationLog {
  count = 0;
  ok = 0;
  attempts = 0;
  readonly errors = new Map<ErrorKind, number>();
  readonly service = new Latencies();
  readonly response = new Latencies();
  /** Response times by section; made when first needed. */
  readonly sections: (Latencies | undefined)[] = [];
  /** Failed attempts by section. */
  readonly errorSections: number[] = new Array(SECTIONS).fill(0);

  result(): OperationResult {
    return {
      count: this.count,
      ok: this.ok,
      attempts: this.attempts,
      errors: Object.fromEntries(this.errors),
      response: this.response.summary(),
      service: this.service.summary(),
    };
  }
}

/** Counts of one wall second, and its latencies. */
class SecondLog {
  due = 0;
  started = 0;
  answered = 0;
  failed = 0;
  orders = 0;
  /** Milliseconds. */
  late = 0;
  readonly service = new Latencies();
  readonly response = new Latencies();
  byName: Record<string, number> = {};

  reset(): void {
    this.due = 0;
    this.started = 0;
    this.answered = 0;
    this.failed = 0;
    this.orders = 0;
    this.late = 0;
    this.service.reset();
    this.response.reset();
    this.byName = {};
  }
}

/** Keeps latencies, errors and lateness in constant memory, whatever is sent. Times in milliseconds. */
export class Recorder {
  readonly operations = new Map<OperationName, OperationLog>(OPERATION_NAMES.map((name) => [name, new OperationLog()]));
  readonly decide = new Latencies();
  /** Orders that came by the stream, over the whole load, and what kept it from giving them. */
  readonly stream = { orders: 0, errors: new Map<ErrorKind, number>() };
  readonly decideSections: (Latencies | undefined)[] = [];
  readonly second = new SecondLog();
  /** Over all operations of the measured time. */
  readonly measured = { service: new Latencies(), response: new Latencies() };
  readonly lateness = new Latencies();
  started = 0;
  late = 0;
  private readonly allowance: number;

  /** `allowance`: how late, in milliseconds, an operation may start by the generator's own fault. */
  constructor(allowance: number) {
    this.allowance = allowance;
  }

  of(name: OperationName): OperationLog {
    return this.operations.get(name) as OperationLog;
  }

  due({ name, section }: Operation): void {
    this.second.due++;
    if (section >= 0) this.of(name).count++;
  }

  /** An attempt is sent. */
  sent({ name, section }: Operation, attempt: number): void {
    if (section >= 0) this.of(name).attempts++;
    if (attempt === 1) this.second.started++;
  }

  /** Told when the first attempt is over: it was sent so much later than it could have been. */
  lateBy({ section }: Operation, late: number): void {
    if (late > this.second.late) this.second.late = late;
    if (section < 0) return;
    this.started++;
    this.lateness.record(late);
    if (late > this.allowance) this.late++;
  }

  /** The stream of orders could not be opened, or gave something else. */
  streamFailed(kind: ErrorKind): void {
    this.second.failed++;
    this.stream.errors.set(kind, (this.stream.errors.get(kind) ?? 0) + 1);
  }

  failed({ name, section }: Operation, kind: ErrorKind): void {
    this.second.failed++;
    if (section < 0) return;
    const { errors, errorSections } = this.of(name);
    errors.set(kind, (errors.get(kind) ?? 0) + 1);
    errorSections[section] = (errorSections[section] ?? 0) + 1;
  }

  answered({ name, section }: Operation, service: number): void {
    this.second.service.record(service);
    if (section < 0) return;
    this.of(name).service.record(service);
    this.measured.service.record(service);
  }

  /** The operation is over, well or not, so long after its intended start. */
  ended({ name, section }: Operation, well: boolean, response: number): void {
    this.second.response.record(response);
    if (well) {
      this.second.answered++;
      this.second.byName[name] = (this.second.byName[name] ?? 0) + 1;
    }
    if (section < 0) return;
    const log = this.of(name);
    if (well) log.ok++;
    log.response.record(response);
    this.measured.response.record(response);
    sectionOf(log.sections, section).record(response);
  }

  decided(section: number, milliseconds: number): void {
    if (section < 0) return;
    this.decide.record(milliseconds);
    sectionOf(this.decideSections, section).record(milliseconds);
  }
}

function sectionOf(sections: (Latencies | undefined)[], section: number): Latencies {
  const found = sections[section] ?? new Latencies();
  sections[section] = found;
  return found;
}
