import { describe, expect, it } from 'vitest';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { NoticeName } from '../../src/port/notices.ts';
import { NOTICE_NAMES } from '../../src/port/notices.ts';
import { DAY, exactly, kind, setting, team } from '../port/setting.ts';

/** Names of all that a field tells which is asked for so much, while every report is filed, handled and closed. */
function told(wanted: readonly NoticeName[]): Set<string> {
  const scenario = setting((s) => {
    s.patrol.enabled = true;
    s.staffing.gridWorkers.perGrid = 1;
    s.staffing.teams.townTeam = team({ number: 9, duty: [{ from: '06:00', to: '14:00' }] });
    s.incidents.kinds.matter = kind({ wrongDepartment: 0.5, perDay: 30, effortMinutes: exactly(120) });
  });
  const city = tinyCity({ townshipsPerUnit: 1 });
  const field = new Field(scenario, city, 0, SILENT, wanted);
  const { roster } = field;
  const names = new Set<string>();
  let crew = 0;
  for (let incident = 0; field.now < 5 * DAY; field.advance(field.now + 300)) {
    for (const notice of field.takeNotices()) names.add(notice.type === 'crew' ? notice.status : notice.type);
    // Handles of first use count up from 0; an order too early is refused, and tried again.
    field.apply([
      { type: 'file', incident },
      { type: 'assign', incident, crew: roster.crews - 1 - (crew++ % 9), purpose: 'handle' },
    ]);
    incident = (incident + 1) % 10;
  }
  return names;
}

describe('notices', () => {
  it('of every name are told to who wants them', () => {
    const names = told(NOTICE_NAMES);
    expect([...names].sort()).toEqual([...NOTICE_NAMES].sort());
  });

  it.each(NOTICE_NAMES)('%s is told only to who wants it', (name) => {
    expect(told(NOTICE_NAMES.filter((wanted) => wanted !== name))).not.toContain(name);
  });
});
