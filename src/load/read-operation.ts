import { MOST } from '../backend/http/api.ts';
import type { PacedDriver } from '../run/paced.ts';
import { type Operation, reporter } from './operation.ts';
import type { ListOperation, ReadOperation } from './schedule/operation.ts';
import type { SourceSetting } from './source.ts';
import { sectionAt } from './window.ts';

/** Makes operations of scheduled reads; each unit lists on from where it was. */
export class ReadOperations {
  private readonly setting: SourceSetting;
  private readonly driver: PacedDriver;
  private readonly cursors = new Map<number, number>();

  constructor(setting: SourceSetting, driver: PacedDriver) {
    this.setting = setting;
    this.driver = driver;
  }

  of(read: ReadOperation | ListOperation): Operation {
    const { cases, window } = this.setting;
    const common = { due: this.driver.wallOf(read.at), section: sectionAt(window, read.at) };
    if (read.name === 'read') {
      const body = () => {
        const id = cases.idOf(read.incident);
        return id === undefined ? undefined : { id };
      };
      return { ...common, name: 'read', actor: reporter(read.incident), body };
    }
    const { unit } = read;
    return {
      ...common,
      name: 'list',
      actor: `unit-${unit}`,
      body: () => ({ after: this.cursors.get(unit) ?? null, limit: MOST.page }),
      ended: (answer) => {
        if (answer !== undefined) this.cursors.set(unit, (answer as { next: number }).next);
      },
    };
  }
}
