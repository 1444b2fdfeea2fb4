import { describe, expect, it } from 'vitest';
import type { Reported } from '../../src/port/notices.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, DAY, exactly, HOUR, kind, MINUTE } from '../port/setting.ts';
import { filed, withTeam } from './one-team.ts';
import type { Play } from './play.ts';

/** The severe kind comes between 09:00 and 10:00, the lesser one between 08:00 and 09:00. */
function withSevere(change: (scenario: Scenario) => void = () => {}): Play {
  return withTeam((s) => {
    s.travel.metric = 'none';
    s.incidents.hourProfiles.eight = Array.from({ length: 24 }, () => 0).with(8, 1);
    const { matter } = s.incidents.kinds;
    Object.assign(matter, { hours: 'eight', effortMinutes: exactly(180) });
    s.incidents.kinds.severe = kind({ severity: [0, 0, 1, 0], hours: AT_NINE });
    change(s);
  });
}

/** Lets time pass to a report of the lesser kind that a severe one of the same day follows. */
function lesserThenSevere(
  play: Play,
  meanwhile: (lesser: Reported) => void,
  received = (report: Reported): Reported => {
    play.file(report.incident);
    return report;
  },
): { lesser: Reported; severe: Reported } {
  for (let tries = 0; tries < 100; tries++) {
    const lesser = received(play.reported('matter'));
    const morning = Math.floor(lesser.at / DAY) * DAY;
    meanwhile(lesser);
    play.until(morning + 9 * HOUR);
    const severe = filed(play, 'severe');
    if (severe.at < morning + 10 * HOUR) return { lesser, severe };
    play.until(Math.floor(play.now / DAY) * DAY + DAY);
  }
  throw new Error('no such day');
}

describe('a severe case', () => {
  it('interrupts a lesser job whose remaining effort is done afterwards', () => {
    const play = withSevere();
    const crew = play.first('team');
    let arrived = 0;
    const { lesser, severe } = lesserThenSevere(play, ({ incident }) => {
      play.assign(incident, crew);
      arrived = play.crew(crew, 'arrived').at;
    });
    const ordered = play.now;
    expect(play.assign(severe.incident, crew)).toEqual([]);
    const accepted = play.crew(crew, 'accepted');
    expect(accepted.incident).toBe(severe.incident);
    expect(accepted.at - ordered).toBeCloseTo(2 * MINUTE, 6);
    const settled = play.outcome(severe.incident, 'handled');
    expect(settled.at - accepted.at).toBeCloseTo(30 * MINUTE, 6);
    const done = play.outcome(lesser.incident, 'handled');
    expect(accepted.at - arrived + (done.at - settled.at)).toBeCloseTo(180 * MINUTE, 6);
  });

  it('interrupts a look at the place without touching the effort of the job that follows', () => {
    const play = withSevere((s) => {
      s.incidents.lookMinutes = exactly(180);
    });
    const crew = play.first('team');
    const look = ({ incident }: Reported) => {
      play.assign(incident, crew, 'verify');
      play.crew(crew, 'arrived');
    };
    const { lesser, severe } = lesserThenSevere(play, look, (report) => report);
    expect(play.assign(severe.incident, crew)).toEqual([]);
    play.outcome(severe.incident, 'handled');
    play.outcome(lesser.incident, 'confirmed');
    play.file(lesser.incident);
    play.assign(lesser.incident, crew);
    const arrived = play.crew(crew, 'arrived');
    expect(play.outcome(lesser.incident, 'handled').at - arrived.at).toBeCloseTo(180 * MINUTE, 6);
  });

  it('returned as the matter of another department lets the interrupted job go on', () => {
    const play = withSevere((s) => {
      s.incidents.kinds.severe.wrongDepartment = 1;
    });
    const crew = play.first('team');
    let arrived = 0;
    const { lesser, severe } = lesserThenSevere(play, ({ incident }) => {
      play.assign(incident, crew);
      arrived = play.crew(crew, 'arrived').at;
    });
    play.assign(severe.incident, crew);
    play.crew(crew, 'declined');
    const done = play.outcome(lesser.incident, 'handled');
    expect(done.at - arrived).toBeCloseTo(180 * MINUTE, 6);
  });

  it('does not interrupt an equally severe one, nor a job of several crews', () => {
    const play = withSevere((s) => {
      s.staffing.teams.townTeam.number = 3;
      s.incidents.kinds.matter.crews = [2, 2, 2, 2];
      s.incidents.kinds.severe.effortMinutes = exactly(30 * 60);
    });
    const { severe } = lesserThenSevere(play, ({ incident }) => {
      play.assign(incident, 0);
      play.assign(incident, 1);
      play.crew(1, 'arrived');
    });
    expect(play.assign(severe.incident, 0)).toEqual(['crewTaken']);
    expect(play.assign(severe.incident, 2)).toEqual([]);
    play.crew(2, 'arrived');
    const another = filed(play, 'severe');
    expect(another.at).toBeLessThan(severe.at + 30 * HOUR);
    expect(play.assign(another.incident, 2)).toEqual(['crewTaken']);
  });
});
