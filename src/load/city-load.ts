import type { SequencedOrder } from '../backend/http/api.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice, Reported } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { PacedDriver } from '../run/paced.ts';
import { FieldWatch } from './field-watch.ts';
import type { OperationName } from './history/record.ts';
import { crewBody, outcomeBody } from './notice-operation.ts';
import type { OperationBody } from './operation.ts';
import { embeddedMeasures } from './oracle.ts';
import { ReadOperations } from './read-operation.ts';
import { finderOf, ReportOperations } from './report-operation.ts';
import type { FieldComparison } from './result.ts';
import { VisitBatch } from './schedule/open-part.ts';
import type { ListOperation, ReadOperation } from './schedule/operation.ts';
import { Thinning } from './schedule/ramp.ts';
import { ScheduledReads } from './schedule/reads.ts';
import { passUnheard } from './schedule/unheard.ts';
import type { Source, SourceSetting } from './source.ts';
import { sectionAt } from './window.ts';

/**
 * A living city as a source of operations: what comes about in its field becomes an operation that is due at once, and
 * orders from outside are carried out when they come in. The hours before the start pass unheard.
 */
export class CityLoad implements Source, Backend {
  readonly capabilities: Capabilities;
  readonly field: Field;
  readonly driver: PacedDriver;
  readonly watch: FieldWatch;
  private readonly thinning: Thinning;
  private readonly setting: SourceSetting;
  private readonly scheduled: ScheduledReads;
  private readonly reports: ReportOperations;
  private readonly reads: ReadOperations;
  private readonly visits = new VisitBatch();
  private readonly sequence = new WeakMap<Order, number>();
  private batches = 0;
  private keys = 0;
  private open = true;

  constructor(setting: SourceSetting) {
    const { scenario, city, start, window, speed, ramp, connection } = setting;
    const { capabilities } = connection;
    this.setting = setting;
    this.capabilities = { ...capabilities, notices: [...new Set(['reported' as const, ...capabilities.notices])] };
    this.field = new Field(scenario, city, 0, SILENT, this.capabilities.notices, start.firstDay);
    this.thinning = new Thinning(this.field.world.draws, ramp, start.at, speed);
    this.watch = new FieldWatch(this.field.world, window, this.thinning);
    this.field.observe(this.watch);
    passUnheard(this.field, start.at);
    this.scheduled = new ScheduledReads(this.field.world.draws, city.units.length, start.at);
    this.driver = new PacedDriver(this.field, this, speed);
    this.reports = new ReportOperations(setting, this.driver);
    this.reads = new ReadOperations(setting, this.driver);
  }

  start(): void {}

  stop(): void {}

  closeOpenPart(): void {
    this.open = false;
  }

  exchange(notices: readonly Notice[], now: number): Exchange {
    for (const notice of notices) this.hear(notice);
    if (!this.open) return { orders: [] };
    while (this.visits.due <= now) this.sendVisits(this.visits.due);
    while (this.scheduled.next <= now) this.sendRead(this.scheduled.take());
    return { orders: [], wake: Math.min(this.scheduled.next, this.visits.due) };
  }

  /** Lets an order that came in take effect; it is refused where nobody can know whom it concerns. */
  order(sequenced: SequencedOrder): Order | undefined {
    const order = this.setting.cases.translate(sequenced);
    if (order === undefined) {
      this.refuse({ at: this.driver.simulated, reason: 'unknownIncident' }, sequenced.seq);
      return undefined;
    }
    this.sequence.set(order, sequenced.seq);
    this.driver.push([order]);
    return order;
  }

  async compare(end: number): Promise<FieldComparison> {
    const embedded = await embeddedMeasures(this.setting, end);
    return { deployed: this.watch.measures(), embedded };
  }

  private hear(notice: Notice): void {
    const { cases } = this.setting;
    const idOf = (handle: number) => cases.idOf(handle);
    switch (notice.type) {
      case 'reported':
        if (this.open && this.thinning.keepsReport(notice.identity, notice.at)) this.report(notice);
        return;
      case 'passed':
        if (this.open && this.visits.add(notice)) this.sendVisits(notice.at);
        return;
      case 'crew':
        this.send('crew', notice.at, notice.crew, () => crewBody(notice, idOf), this.key('c'));
        return;
      case 'outcome': {
        const actor = notice.crew >= 0 ? notice.crew : `incident-${notice.incident}`;
        this.send('outcome', notice.at, actor, () => outcomeBody(notice, idOf), this.key('o'));
        return;
      }
      case 'refused': {
        const seq = this.sequence.get(notice.order);
        if (seq !== undefined) this.refuse(notice, seq);
      }
    }
  }

  private report(notice: Reported): void {
    this.scheduled.reported(notice);
    this.setting.submit(this.reports.of(notice, finderOf(notice)));
  }

  private refuse({ at, reason }: { at: number; reason: string }, seq: number): void {
    this.send('refusal', at, `order-${seq}`, () => ({ at, order: seq, reason }), this.key('f'));
  }

  private sendVisits(at: number): void {
    const operation = this.visits.take(at);
    if (!this.thinning.keeps(operation)) return;
    const visits = operation.visits.map(({ at, crew, micro }) => ({ at, crew, micro }));
    this.send('visits', at, `patrol-${++this.batches}`, () => ({ visits }));
  }

  private sendRead(read: ReadOperation | ListOperation): void {
    if (this.thinning.keeps(read)) this.setting.submit(this.reads.of(read));
  }

  private send(
    name: OperationName,
    at: number,
    actor: number | string,
    body: () => OperationBody | undefined,
    key?: string,
  ): void {
    const { submit, window } = this.setting;
    const due = this.driver.wallOf(at);
    submit({ name, due, section: sectionAt(window, at), actor, key, body });
  }

  private key(prefix: string): string {
    return `${prefix}-${++this.keys}`;
  }
}
