import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { evenly } from '../evenly.ts';
import { contractScenario } from '../port/contract.ts';
import { DAY, quietFrom, team } from '../port/setting.ts';
import { Watched } from '../port/watched.ts';
import { TIMES } from '../runs.ts';
import { Ledger } from './ledger.ts';
import { anyCase, type Case } from './random-scenarios.ts';

const DAYS = 4;

/**
 * Runs a case under the eyes of a ledger, which counts at the given shares of the time. While anything waits that somebody
 * knows of, it goes on for as many days again, up to `mostDays`.
 */
async function watched(
  { scenario, city }: Case,
  instants: readonly number[],
  days = DAYS,
  mostDays = days,
): Promise<{ ledger: Ledger; field: Field }> {
  const ledger = new Ledger(scenario);
  const backend = new Watched(new EmbeddedBackend(scenario, 0), ledger);
  const field = new Field(scenario, city, 0, ledger, backend.capabilities.notices);
  ledger.watch(field);
  await backend.start(
    city,
    field.roster,
    { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY },
    () => {},
  );
  const driver = new VirtualDriver(field, backend);
  for (const instant of [...instants].sort((a, b) => a - b)) {
    await driver.runUntil(instant * days * DAY);
    ledger.count();
  }
  for (let until = days; until <= mostDays; until += days) {
    await driver.runUntil(until * DAY);
    if (waiting(ledger).length === 0) break;
  }
  ledger.count();
  await backend.stop();
  return { ledger, field };
}

const waiting = (ledger: Ledger) => [...ledger.live.values()].filter((stand) => stand !== 'latent');

describe('in any scenario', () => {
  it('counts add up, times are in order, and nobody is in two places or on two jobs', async () => {
    const instants = fc.array(evenly(0, 1), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(anyCase, instants, async (one, when) => {
        const { ledger } = await watched(one, when);
        expect(ledger.broken.slice(0, 5)).toEqual([]);
      }),
      { numRuns: 80 * TIMES },
    );
  });

  it('what has ended leaves nothing behind in the field', async () => {
    const scenario = contractScenario();
    const { ledger, field } = await watched({ scenario, city: tinyCity({ units: 2 }) }, [0.1, 0.3, 0.6], 20);
    expect(ledger.broken).toEqual([]);
    expect(ledger.books.occurred).toBeGreaterThan(200);
    expect(ledger.live.size).toBe(0);
    expect(field.snapshot().incidentSlots.size).toBe(0);
    expect(field.snapshot().taskSlots.size).toBe(0);
  });

  it('everything in the field is accounted for once no more is to come', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ scenario, city }) => {
        const quiet = structuredClone(scenario);
        quietFrom(2, quiet);
        quiet.incidents.duplicateHours = { dist: 'deterministic', value: 3 };
        const { ledger, field } = await watched({ scenario: quiet, city }, []);
        // A further report that is on its way to an incident that is over stays until its time comes.
        const furtherOnTheWay = Object.values(quiet.incidents.kinds).some(({ duplicates }) => duplicates > 0);
        const inField = field.snapshot().incidentSlots.size;
        if (furtherOnTheWay) expect(inField).toBeGreaterThanOrEqual(ledger.live.size);
        else expect(inField).toBe(ledger.live.size);
      }),
      { numRuns: 25 * TIMES },
    );
  });

  it('every report is settled where there are people enough', async () => {
    const matters = ['matter', 'otherMatter'];
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ scenario, city }) => {
        const staffed = structuredClone(scenario);
        staffed.staffing.communityStaff.perCommunity = 2;
        staffed.staffing.teams = {
          townTeam: team({ number: 2, matters }),
          countyTeam: team({ level: 'county', number: 2, matters }),
          cityTeam: team({ level: 'city', number: 2, matters }),
        };
        staffed.centres.township.operators[0].number = 5;
        staffed.backend.escalateAfterHours = 24;
        for (const one of Object.values(staffed.incidents.kinds)) {
          one.perDay = Math.min(one.perDay, 20);
          one.crews = [1, 1, 1, 1];
        }
        quietFrom(2, staffed);
        // A patrol may find something after weeks, and a lag may last as long: both seldom outlast forty days.
        const { ledger, field } = await watched({ scenario: staffed, city }, [], 40, 400);
        expect(ledger.broken.slice(0, 5)).toEqual([]);
        expect(waiting(ledger)).toEqual([]);
        expect(field.snapshot().taskSlots.size).toBe(0);
      }),
      { numRuns: 100 * TIMES, endOnFailure: true },
    );
  });
});
