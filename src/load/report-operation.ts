import type { Reported } from '../port/notices.ts';
import type { PacedDriver } from '../run/paced.ts';
import type { IncidentId } from './history/record.ts';
import { type Operation, reporter } from './operation.ts';
import type { SourceSetting } from './source.ts';
import { Tokens } from './tokens.ts';
import { sectionAt } from './window.ts';

/** Whose session a report is in a living city: the crew's that found it, or its own. */
export const finderOf = ({ finderCrew, incident }: Reported): number | string =>
  finderCrew >= 0 ? finderCrew : reporter(incident);

/** Makes operations of reports, and learns from the answers who is who. */
export class ReportOperations {
  private readonly setting: SourceSetting;
  private readonly driver: PacedDriver;
  private readonly tokens: Tokens;
  private made = 0;

  constructor(setting: SourceSetting, driver: PacedDriver) {
    this.setting = setting;
    this.driver = driver;
    this.tokens = new Tokens(setting);
  }

  /** `section`: of the measured time to which what is decided upon it counts, where that is another than its own. */
  of(report: Reported, actor: number | string, section = sectionAt(this.setting.window, report.at)): Operation {
    const { cases, connection, window } = this.setting;
    return {
      name: 'report',
      due: this.driver.wallOf(report.at),
      section: sectionAt(window, report.at),
      actor,
      key: connection.isKeyed ? `r-${++this.made}` : undefined,
      body: () => {
        cases.sent(report.incident, section, this.driver.running);
        return connection.reportBody(report);
      },
      ended: (answer) => {
        if (answer === undefined) return;
        const { id, token } = answer as { id?: IncidentId; token?: string };
        if (id !== undefined) cases.accepted(report.incident, id);
        else if (token !== undefined) this.tokens.look(report.incident, token);
      },
    };
  }
}
