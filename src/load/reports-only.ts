import type { SequencedOrder } from '../backend/http/api.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice, Reported } from '../port/notices.ts';
import type { Order } from '../port/orders.ts';
import { PacedDriver } from '../run/paced.ts';
import { type Operation, reporter } from './operation.ts';
import { ReportOperations } from './report-operation.ts';
import type { ReportOperation } from './schedule/operation.ts';
import { reportsOnly } from './schedule/reports-only.ts';
import { passUnheard } from './schedule/unheard.ts';
import type { Source, SourceSetting } from './source.ts';

/** Reports that are decided upon tell nothing of how long it takes to send a crew: none comes back. */
const NOT_MEASURED = -1;

/**
 * Raw throughput: reports alone, at a rate of their own. A field passes its time beside it, so that it is known who is on
 * duty; but no crew hears the orders.
 */
export class ReportsOnly implements Source, Backend {
  readonly capabilities: Capabilities;
  readonly field: Field;
  readonly driver: PacedDriver;
  private readonly setting: SourceSetting;
  private readonly operations: ReportOperations;
  private readonly reports: Iterator<ReportOperation, void>;
  private next: ReportOperation | undefined;

  /** `rate`: reports a wall second. */
  constructor(setting: SourceSetting, rate: number) {
    const { scenario, city, start, speed, ramp, connection } = setting;
    this.setting = setting;
    this.capabilities = { ...connection.capabilities, notices: [] };
    this.field = new Field(scenario, city, 0, SILENT, [], start.firstDay);
    passUnheard(this.field, start.at);
    this.driver = new PacedDriver(this.field, this, speed);
    this.operations = new ReportOperations(setting, this.driver);
    this.reports = reportsOnly(scenario, city, start, { rate, ramp, speed });
    this.next = this.draw();
  }

  start(): void {}

  stop(): void {}

  closeOpenPart(): void {
    this.next = undefined;
  }

  exchange(_: readonly Notice[], now: number): Exchange {
    for (; this.next !== undefined && this.next.at <= now; this.next = this.draw())
      this.setting.submit(this.reported(this.next.report));
    return { orders: [], ...(this.next && { wake: this.next.at }) };
  }

  order(sequenced: SequencedOrder): Order | undefined {
    return this.setting.cases.translate(sequenced);
  }

  compare(): Promise<null> {
    return Promise.resolve(null);
  }

  private reported(report: Reported): Operation {
    return this.operations.of(report, reporter(report.incident), NOT_MEASURED);
  }

  private draw(): ReportOperation | undefined {
    const report = this.reports.next().value;
    return report && report.at < this.setting.window.until ? report : undefined;
  }
}
