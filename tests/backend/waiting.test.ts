import { expect, it } from 'vitest';
import type { Case } from '../../src/backend/embedded/case.ts';
import { ownGridFirst } from '../../src/backend/embedded/policies/own-grid-first.ts';
import { Waiting } from '../../src/backend/embedded/waiting.ts';
import { tinyCity } from '../../src/city/tiny.ts';

const HOUR = { hours: 1, clock: 'natural' } as const;
const KIND = { duplicates: 0, verify: false, check: 0, handle: HOUR, dispatch: undefined };

const item = (severity: number): Case => ({
  ...{ incident: 1, identity: 1, kind: KIND, matter: 0, finder: 'resident' },
  ...{ severity, urgent: false, micro: 0, community: 0, township: 0, unit: 0, x: 0, y: 0, crews: 2, handleBy: 0 },
  ...{
    level: 1,
    power: 1,
    purpose: 'handle',
    filed: true,
    isItself: false,
    sent: 0,
    waitsSince: Number.NaN,
    levelSince: Number.NaN,
    waitsIn: -1,
  },
  ...{ handler: -1, attempt: 0, verdict: 'none' },
});

it('a case of which both crews drop out waits once, and not at all once it is over', () => {
  const waiting = new Waiting(tinyCity(), ownGridFirst);
  const [twice, other] = [item(1), item(0)];
  for (const now of [10, 20]) waiting.add(twice, now);
  waiting.add(other, 30);
  expect(twice.waitsSince).toBe(10);
  expect(waiting.inTownship[0]).toBe(2);
  twice.level++;
  waiting.remove(twice);
  expect(waiting.inTownship[0]).toBe(1);
  waiting.remove(twice);
  expect(waiting.takeAll()).toEqual([other]);
  expect(waiting.inTownship[0]).toBe(0);
});
