import { expect } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import type { Reported } from '../../src/port/notices.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { kind, setting, team } from '../port/setting.ts';
import { Play } from './play.ts';

/** One team, and matters that it takes; `change` says what is particular. */
export function withTeam(change: (scenario: Scenario) => void = () => {}): Play {
  const scenario = setting((s) => {
    s.staffing.teams.townTeam = team();
    s.incidents.kinds.matter = kind();
    change(s);
  });
  return new Play(scenario, tinyCity({ townshipsPerUnit: 1 }));
}

/** A report that has been filed. */
export function filed(play: Play, of?: string): Reported {
  const report = play.reported(of);
  expect(play.file(report.incident)).toEqual([]);
  return report;
}
