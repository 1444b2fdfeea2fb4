import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { acknowledgement, incidentId, incidentPage, receipt } from '../../src/backend/http/api.ts';
import { isAgreed } from '../../src/load/dispatch-answers.ts';
import type { OperationName } from '../../src/load/history/record.ts';

const incident = z.looseObject({ id: incidentId });
/** Tokens are Open311's alone. */
const AGREED: Readonly<Record<Exclude<OperationName, 'token'>, z.ZodType>> = {
  report: acknowledgement,
  crew: receipt,
  outcome: receipt,
  visits: receipt,
  refusal: receipt,
  read: incident,
  list: incidentPage.extend({ incidents: z.array(incident) }),
};

const number = fc.oneof(
  fc.integer({ min: -2, max: 3 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(1e12, 1e12 + 1, -1e12 - 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, -0),
);
const value = fc.oneof({ weight: 8, arbitrary: number }, fc.boolean(), fc.string(), fc.constant(null), fc.jsonValue());
const good = fc.record({ id: fc.integer({ min: 1, max: 9 }), reference: fc.nat(), now: fc.nat() });
const one = fc.record({ id: value, reference: value, now: value, state: value }, { requiredKeys: [] });
const list = fc.record(
  {
    incidents: fc.oneof(
      fc.array(fc.record({ id: fc.integer({ min: 1, max: 9 }) }), { maxLength: 3 }),
      fc.array(fc.oneof(one, value), { maxLength: 3 }),
      value,
    ),
    next: fc.oneof(fc.nat(), value),
    more: fc.oneof(fc.boolean(), value),
  },
  { requiredKeys: [] },
);
const answer = fc.oneof(good, one, list, value);

test.each(Object.keys(AGREED) as (keyof typeof AGREED)[])(
  'an answer to %s is as agreed where the schema of the API says so, and nowhere else',
  (name) => {
    const seen = { agreed: 0, not: 0 };
    fc.assert(
      fc.property(answer, (made) => {
        const json: unknown = JSON.parse(JSON.stringify(made));
        const agreed = isAgreed(name, json);
        seen[agreed ? 'agreed' : 'not']++;
        expect(agreed).toBe(AGREED[name].safeParse(json).success);
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.agreed, seen.not)).toBeGreaterThan(20);
  },
);
