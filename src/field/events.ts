/**
 * Kinds of event; the payload of the queue is the kind and the index of what it happens to. Numbers stay as they are, as
 * the hash of a field takes in what its queue holds: 7 and 17 were kinds that are gone.
 */
export const EVENT = {
  dayBegins: 0,
  occurs: 1,
  latencyTurns: 2,
  reportedAgain: 3,
  windowOpens: 4,
  visitEnds: 5,
  logEnds: 6,
  errandDue: 8,
  choreEnds: 9,
  noticed: 10,
  arrives: 11,
  workEnds: 12,
  lagEnds: 13,
  volunteersGather: 14,
  volunteersLeave: 15,
  sample: 16,
  outOfScopeDue: 18,
} as const;

const BITS = 5;
export const EVENT_MASK = (1 << BITS) - 1;

/** An event's kind and index in one int32: indices go up to 2^26 - 1. */
export function payload(event: number, index: number): number {
  return (index << BITS) | event;
}

/** The index in a payload; its kind is `packed & EVENT_MASK`. */
export function indexOf(packed: number): number {
  return packed >> BITS;
}
