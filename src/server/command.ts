import type { z } from 'zod';
import type { crewStatus, outcome, refusal, report, visits } from '../backend/http/api.ts';
import type { crewPage, exercise, placePage, speedChange, start, step } from '../backend/http/provision-api.ts';
import type { Counters } from './books.ts';

interface Of<Name extends string, Schema extends z.ZodType> {
  readonly name: Name;
  /** Idempotency key. */
  readonly key?: string;
  readonly body: z.output<Schema>;
}

/** Whatever changes the state of the server: plain data, so that it can be written down and done again. */
export type Command =
  /** `from`: where its numbers begin; kept, as the exercise before is forgotten. */
  | (Of<'exercise', typeof exercise> & { readonly body: { readonly from?: Counters } })
  | Of<'places', typeof placePage>
  | Of<'crews', typeof crewPage>
  /** `startedAt`: Unix milliseconds at the origin. */
  | (Of<'start', typeof start> & { readonly body: { readonly startedAt: number } })
  | Of<'step', typeof step>
  /** `changedAt`: Unix milliseconds of the change. */
  | (Of<'speed', typeof speedChange> & { readonly body: { readonly changedAt: number } })
  | Of<'report', typeof report>
  | (Of<'status', typeof crewStatus> & { readonly crew: number })
  | Of<'outcome', typeof outcome>
  | Of<'visits', typeof visits>
  | Of<'refusal', typeof refusal>;

/** What is answered to a command; `status` 201 where something was made, else 200. */
export interface Answer {
  readonly status: 200 | 201;
  readonly body: object;
}
