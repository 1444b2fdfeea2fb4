import { EmbeddedBackend } from '../backend/embedded/embedded.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Backend, Capabilities, Exchange } from '../port/backend.ts';
import type { Notice } from '../port/notices.ts';
import { PacedDriver } from '../run/paced.ts';
import { ReadOperations } from './read-operation.ts';
import { finderOf, ReportOperations } from './report-operation.ts';
import { Thinning } from './schedule/ramp.ts';
import { ScheduledReads } from './schedule/reads.ts';
import { passUnheard } from './schedule/unheard.ts';
import type { Source, SourceSetting } from './source.ts';

/**
 * A living city before a backend that gives no orders: it is sent the reports, and read; an embedded policy governs the
 * field beside it, so that crews are where they would be.
 */
export class HelpedCity implements Source, Backend {
  readonly capabilities: Capabilities;
  readonly field: Field;
  readonly driver: PacedDriver;
  private readonly setting: SourceSetting;
  private readonly helper: EmbeddedBackend;
  private readonly thinning: Thinning;
  private readonly scheduled: ScheduledReads;
  private readonly reports: ReportOperations;
  private readonly reads: ReadOperations;
  private open = true;

  constructor(setting: SourceSetting) {
    const { scenario, city, start, speed, ramp } = setting;
    this.setting = setting;
    this.helper = new EmbeddedBackend(scenario, 0);
    this.capabilities = this.helper.capabilities;
    this.field = new Field(scenario, city, 0, SILENT, this.capabilities.notices, start.firstDay);
    this.thinning = new Thinning(this.field.world.draws, ramp, start.at, speed);
    passUnheard(this.field, start.at);
    this.scheduled = new ScheduledReads(this.field.world.draws, city.units.length, start.at);
    this.helper.start(city, this.field.roster, { startDate: scenario.horizon.start, speed });
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
    const heard = notices.filter(
      (notice) => notice.type !== 'reported' || this.thinning.keepsReport(notice.identity, notice.at),
    );
    if (this.open) this.send(heard, now);
    const { orders, wake = Number.POSITIVE_INFINITY } = this.helper.exchange(heard, now);
    return { orders, wake: this.open ? Math.min(wake, this.scheduled.next) : wake };
  }

  order(): undefined {
    return undefined;
  }

  compare(): Promise<null> {
    return Promise.resolve(null);
  }

  private send(notices: readonly Notice[], now: number): void {
    const { submit } = this.setting;
    for (const notice of notices) {
      if (notice.type !== 'reported') continue;
      this.scheduled.reported(notice);
      submit(this.reports.of(notice, finderOf(notice)));
    }
    while (this.scheduled.next <= now) {
      const read = this.scheduled.take();
      if (this.thinning.keeps(read)) submit(this.reads.of(read));
    }
  }
}
