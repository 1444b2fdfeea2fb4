import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { Field } from '../../src/field/field.ts';
import { type Observer, SILENT } from '../../src/field/observer.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { DAY } from '../port/setting.ts';
import { TIMES } from '../runs.ts';
import { anyCase, type Case } from './random-scenarios.ts';

const DAYS = 3;

/** All that is told of a run, in the order of time, and the counts at its end. */
async function run({ scenario, city }: Case, visitByVisit: boolean) {
  const backend = new EmbeddedBackend(scenario, 0);
  const told: { at: number; what: string }[] = [];
  const note =
    (name: string) =>
    (...what: number[]) =>
      told.push({ at: what[what.length - 1], what: `${name} ${what}` });
  const observer: Observer = {
    ...SILENT,
    visitByVisit,
    visited: note('visited'),
    occurred: (_, now) => told.push({ at: now, what: 'occurred' }),
    reported: (_, now) => told.push({ at: now, what: 'reported' }),
    ended: (_, end, now) => told.push({ at: now, what: `ended ${end}` }),
    spent: note('spent'),
  };
  const field = new Field(scenario, city, 0, observer, backend.capabilities.notices);
  const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
  backend.start(city, field.roster, clock);
  const driver = new VirtualDriver(field, backend);
  const visits: number[] = [];
  for (let quarter = 1; quarter <= 4 * DAYS; quarter++) {
    await driver.runUntil((quarter * DAY) / 4 - 1);
    visits.push(field.counts().visits);
  }
  await driver.runUntil(DAYS * DAY);
  await backend.stop();
  told.sort((a, b) => a.at - b.at || (a.what < b.what ? -1 : 1));
  return { told, visits, counts: field.counts() };
}

it('visits entered together or one by one come to the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async (one) => {
      expect(await run(one, false)).toEqual(await run(one, true));
    }),
    { numRuns: 25 * TIMES },
  );
});
