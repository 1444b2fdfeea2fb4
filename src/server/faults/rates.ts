/** The ways in which the server can be broken on purpose; the rate is per chance. */
export const FAULT_KINDS = [
  /** A report is acknowledged and never kept. */
  'lose',
  /** A report that is sent again with its key is taken for another one. */
  'duplicate',
  /** One crew more than the incident needs is sent. */
  'twice',
  /** Somebody who is at a job already is sent. */
  'busy',
  /** Somebody who is off duty is sent. */
  'offDuty',
  /** An incident is closed as soon as it is filed. */
  'illegalStatus',
  /** A read shows the incident as it was when it was acknowledged. */
  'stale',
  /** An order comes in the stream after the one that follows it. */
  'reorder',
  /** The answer is kept back longer than anybody waits. */
  'stall',
  /** The answer is 500, and nothing is done. */
  '5xx',
  /** The answer is kept back for a second. */
  'slow',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Above 0 and at most 1. */
export type FaultRates = Readonly<Partial<Record<FaultKind, number>>>;
