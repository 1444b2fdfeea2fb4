import { describe, expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import type { Exchange } from '../../src/port/backend.ts';
import type { Notice } from '../../src/port/notices.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import { AT_NINE, DAY, exactly, HOUR, kind, team } from '../port/setting.ts';
import { Governed, settled } from './governed.ts';

/** A township team, a county team, and few enough matters that somebody is always free. */
function small(change: (scenario: Scenario) => void = () => {}) {
  return (s: Scenario) => {
    s.staffing.teams.townTeam = team({ number: 5 });
    s.staffing.teams.countyTeam = team({ level: 'county', number: 5 });
    s.incidents.kinds.matter = kind({ perDay: 6, settle: [0, 0, 1, 0, 0] });
    change(s);
  };
}

describe('a report in a centre with operators to spare', () => {
  it('is signed, filed, dispatched and closed in the time that these take', async () => {
    const governed = await new Governed(small()).run(4);
    for (const { incident, at } of settled(governed)) {
      expect(governed.time('sign', incident)).toBeCloseTo(at + 20, 6);
      expect(governed.time('assign', incident)).toBeCloseTo(at + 20 + 15 + 10, 6);
      expect(governed.time('close', incident)).toBeCloseTo(governed.outcomeTime(incident, 'handled') + 30, 6);
      expect(governed.time('file', incident)).toBeGreaterThanOrEqual(governed.time('sign', incident));
      expect(governed.time('file', incident)).toBeLessThanOrEqual(governed.time('assign', incident));
    }
  });

  it('costs no time where centres are switched off', async () => {
    const off = small((s) => {
      s.centres.enabled = false;
      s.centres.township.operators = [];
    });
    const governed = await new Governed(off).run(4);
    for (const { incident, at } of settled(governed)) {
      for (const type of ['sign', 'file', 'assign'] as const) expect(governed.time(type, incident)).toBe(at);
      expect(governed.time('close', incident)).toBe(governed.outcomeTime(incident, 'handled'));
    }
  });

  it('goes to the county, after its handover, when powers have not been handed down', async () => {
    const kept = small((s) => {
      s.centres.powersHandedDown = false;
    });
    const governed = await new Governed(kept).run(4);
    for (const { incident, at } of settled(governed)) {
      expect(governed.orders('transfer', incident).map(({ order }) => order.to)).toEqual(['county']);
      expect(governed.time('assign', incident)).toBeCloseTo(at + 20 + 15 + 40 + 10, 6);
      const [{ order }] = governed.orders('assign', incident);
      expect(governed.roster.level(order.crew)).toBe('county');
    }
    const down = await new Governed(small()).run(4);
    for (const { incident } of settled(down)) {
      expect(down.orders('transfer', incident)).toEqual([]);
      expect(down.roster.level(down.orders('assign', incident)[0].order.crew)).toBe('township');
    }
  });

  it.each([
    ['urban', 'township'],
    ['grid', 'township'],
    ['police', 'county'],
    ['hotline', 'city'],
  ] as const)('through %s is signed by the %s', async (channel, level) => {
    const governed = await new Governed(
      small((s) => {
        s.incidents.kinds.matter.channel = channel;
      }),
    ).run(3);
    for (const { incident } of settled(governed)) {
      expect(governed.orders('sign', incident).map(({ order }) => order.level)).toEqual([level]);
    }
  });
});

describe('operators', () => {
  it('who are not on shift leave reports to those who come on', async () => {
    const atNight = small((s) => {
      s.centres.township.operators = [{ from: '10:00', to: '18:00', number: 50 }];
      s.incidents.kinds.matter.hours = AT_NINE;
    });
    const governed = await new Governed(atNight).run(4);
    for (const { incident, at } of settled(governed)) {
      expect(governed.time('sign', incident)).toBeCloseTo(Math.floor(at / DAY) * DAY + 10 * HOUR + 20, 6);
    }
  });

  it('take the severest that waits, and of equally severe ones the first', async () => {
    const queueing = small((s) => {
      s.centres.township.operators = [{ from: '10:00', to: '18:00', number: 1 }];
      s.incidents.kinds.matter = kind({ perDay: 40, hours: AT_NINE, severity: [0.4, 0.2, 0.2, 0.2] });
    });
    const governed = await new Governed(queueing).run(3);
    for (const day of [0, 1]) {
      const waiting = governed.reports().filter(({ at }) => Math.floor(at / DAY) === day);
      expect(waiting.length).toBeGreaterThan(20);
      const rank = ['critical', 'severe', 'ordinary', 'minor'];
      const inOrder = waiting.toSorted((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity) || a.at - b.at);
      const bySigning = waiting.toSorted(
        (a, b) => governed.time('sign', a.incident) - governed.time('sign', b.incident),
      );
      expect(bySigning).toEqual(inOrder);
      expect(governed.time('sign', inOrder[1].incident) - governed.time('sign', inOrder[0].incident)).toBeCloseTo(
        45,
        6,
      );
    }
  });
});

describe('a report that somebody has to look at', () => {
  const doubtful = (falseAlarm: number) =>
    small((s) => {
      Object.assign(s.incidents.kinds.matter, { verify: true, falseAlarm });
    });

  it('is filed once it is confirmed', async () => {
    const governed = await new Governed(doubtful(0)).run(4);
    for (const { incident } of settled(governed)) {
      const sent = governed.orders('assign', incident).map(({ order }) => order.purpose);
      expect(sent).toEqual(['verify', 'handle']);
      expect(governed.time('file', incident)).toBeGreaterThan(governed.outcomeTime(incident, 'confirmed'));
    }
  });

  it('is rejected when there is nothing', async () => {
    const governed = await new Governed(doubtful(1)).run(4);
    for (const { incident } of settled(governed)) {
      expect(governed.time('reject', incident)).toBeGreaterThan(governed.outcomeTime(incident, 'notFound'));
      expect(governed.orders('file', incident)).toEqual([]);
    }
    expect(governed.field.counts()).toMatchObject({ occurred: 0, reported: 0, filed: 0, rejected: 0 });
  });
});

describe('further reports of one incident', () => {
  const loud = (recognise: number, change: (scenario: Scenario) => void = () => {}) =>
    small((s) => {
      Object.assign(s.incidents.kinds.matter, { duplicates: 2, effortMinutes: exactly(240) });
      s.centres.recogniseDuplicates = recognise;
      s.incidents.duplicateHours = { dist: 'empirical', quantiles: [0.2, 1] };
      change(s);
    });

  /** Reports after the first of each identity. */
  const further = (governed: Governed) => {
    const seen = new Set<number>();
    return settled(governed).filter(({ identity }) => seen.has(identity) || !seen.add(identity));
  };

  it('are merged when they are recognised', async () => {
    const governed = await new Governed(loud(1)).run(5);
    expect(further(governed).length).toBeGreaterThan(10);
    for (const { incident } of further(governed)) {
      expect(governed.orders('merge', incident).length).toBe(1);
      expect(governed.orders('assign', incident)).toEqual([]);
    }
  });

  it('cost a crew its way when they are not, and are closed as not found', async () => {
    const governed = await new Governed(loud(0)).run(5);
    for (const { incident } of further(governed)) {
      expect(governed.outcomeTime(incident, 'notFound')).toBeGreaterThan(governed.time('assign', incident));
      expect(governed.orders('close', incident).length).toBe(1);
      expect(governed.orders('merge', incident)).toEqual([]);
    }
    const { filed, closed, merged } = governed.field.counts();
    expect(merged).toBe(0);
    expect(filed - closed).toBeLessThan(6);
  });

  it('come to an end also when what they repeat is closed before they are looked at', async () => {
    // Operators take longer to sign than the crew to settle, so that further reports outlive the first.
    const slow = loud(1, (s) => {
      s.centres.township.signSeconds = exactly(3 * HOUR);
      s.incidents.kinds.matter.duplicates = 6;
      s.incidents.duplicateHours = { dist: 'empirical', quantiles: [3.1, 4] };
      s.incidents.kinds.matter.effortMinutes = exactly(30);
    });
    const governed = await new Governed(slow).run(6);
    const refused = new Set(governed.notices.flatMap((n) => (n.type === 'refused' ? [n.order] : [])));
    const ends = new Set<number>();
    for (const { order } of governed.given) {
      const isEnd = order.type === 'close' || order.type === 'merge' || order.type === 'reject';
      if (isEnd && !refused.has(order)) ends.add(order.incident);
    }
    const lost = governed.reports().filter(({ incident }) => !ends.has(incident));
    expect(lost.map(({ incident }) => incident)).toEqual([]);
  });
});

describe('after the work', () => {
  it('another crew checks it, and what is wanting is done once more', async () => {
    const shoddy = small((s) => {
      Object.assign(s.incidents.kinds.matter, { check: 1, rework: 1 });
    });
    const governed = await new Governed(shoddy).run(5);
    for (const { incident } of settled(governed)) {
      const sent = governed.orders('assign', incident).map(({ order }) => order);
      expect(sent.map(({ purpose }) => purpose)).toEqual(['handle', 'check', 'handle', 'check']);
      expect(sent[1].crew).not.toBe(sent[0].crew);
      expect(sent[3].crew).not.toBe(sent[2].crew);
      expect(governed.orders('reopen', incident).length).toBe(1);
      expect(governed.orders('close', incident).length).toBe(1);
    }
  });

  it('a lag beyond the limit is asked an extension for, and one beyond the ledger is suspended', async () => {
    const lagging = (hours: number, changes: Partial<Scenario['backend']>) =>
      new Governed(
        small((s) => {
          s.incidents.kinds.matter.lag = { share: 1, hours: exactly(hours) };
          Object.assign(s.backend, changes);
        }),
      ).run(6);
    const asked = async (hours: number, changes: Partial<Scenario['backend']>) => {
      const { given } = await lagging(hours, changes);
      return {
        extend: given.some(({ order }) => order.type === 'extend'),
        suspend: given.some(({ order }) => order.type === 'suspend'),
      };
    };
    expect(await asked(20, { extendShare: 1, suspendAfterDays: 1 })).toEqual({ extend: false, suspend: false });
    expect(await asked(25, { extendShare: 1, suspendAfterDays: 2 })).toEqual({ extend: true, suspend: false });
    expect(await asked(50, { extendShare: 0, suspendAfterDays: 2 })).toEqual({ extend: false, suspend: true });
    const suspended = await lagging(50, { suspendAfterDays: 2 });
    const early = suspended.reports().filter(({ at }) => at < 3 * DAY);
    for (const { incident } of early) expect(suspended.orders('close', incident).length).toBe(1);
  });

  it('a matter returned by the wrong department is sent out again', async () => {
    const governed = await new Governed(
      small((s) => {
        s.incidents.kinds.matter.wrongDepartment = 1;
      }),
    ).run(4);
    for (const { incident } of settled(governed)) {
      expect(governed.orders('assign', incident).length).toBe(2);
      expect(governed.orders('close', incident).length).toBe(1);
    }
  });
});

/** Hears of every visit twice, as when a crew that was thought to be gone and the one sent in its stead both went. */
class ToldTwice extends EmbeddedBackend {
  override exchange(notices: readonly Notice[], now: number): Exchange {
    return super.exchange(
      notices.flatMap((notice): Notice[] => (notice.type === 'outcome' ? [notice, notice] : [notice])),
      now,
    );
  }
}

it('what two crews tell of the same visit is acted upon once', async () => {
  const checked = small((s) => {
    Object.assign(s.incidents.kinds.matter, { verify: true, check: 1, rework: 0.3, falseAlarm: 0.2 });
  });
  const governed = await new Governed(checked, undefined, ToldTwice).run(6);
  for (const { incident } of settled(governed)) {
    const number = (type: 'file' | 'reject' | 'close') => governed.orders(type, incident).length;
    expect([number('file') + number('reject'), number('file') - number('close')]).toEqual([1, 0]);
  }
  expect(governed.field.counts().refused).toBe(0);
  expect(governed.given.some(({ order }) => order.type === 'reopen')).toBe(true);
});
