import type { WireOrder } from '../history/record.ts';

/** The stages of an incident, as bits: what the server may take it to be at is a set of them. */
export const STAGE = { reported: 1, filed: 2, lagging: 4, handled: 8, closed: 16, rejected: 32, merged: 64 } as const;
export const OPEN = STAGE.reported | STAGE.filed | STAGE.lagging | STAGE.handled;

/** From which stages an order is legal, and where it leads; `to` is left out where it changes nothing. */
interface Rule {
  readonly from: number;
  readonly to?: number;
}

const { reported, filed, lagging, handled, closed, rejected, merged } = STAGE;

const RULES: Readonly<Partial<Record<WireOrder['type'], Rule>>> = {
  sign: { from: OPEN },
  transfer: { from: OPEN },
  file: { from: reported, to: filed },
  reject: { from: reported, to: rejected },
  merge: { from: reported, to: merged },
  extend: { from: filed | lagging },
  suspend: { from: lagging },
  reopen: { from: handled, to: filed },
  close: { from: handled, to: closed },
};
const ASSIGN = { verify: { from: reported }, handle: { from: filed }, check: { from: handled } } as const;

/** The rule for an order; undefined for orders that concern no incident. */
export function ruleFor(order: WireOrder): Rule | undefined {
  return order.type === 'assign' ? ASSIGN[order.purpose ?? 'handle'] : RULES[order.type];
}

/** The stages possible once an outcome was told, which the server may or may not have heard yet. */
export function withOutcome(stages: number, purpose: unknown, result: unknown): number {
  if (purpose !== 'handle') return stages;
  if (result === 'lagging') return stages & filed ? stages | lagging : stages;
  if (result === 'visitDue') return stages & lagging ? stages | filed : stages;
  if (result === 'handled' || result === 'notFound') return stages & (filed | lagging) ? stages | handled : stages;
  return stages;
}

/** Which states of a view may follow which, whatever happened between. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  reported: ['reported', 'filed', 'handled', 'closed', 'rejected', 'merged'],
  filed: ['filed', 'handled', 'closed'],
  handled: ['filed', 'handled', 'closed'],
  closed: ['closed'],
  rejected: ['rejected'],
  merged: ['merged'],
};

/** May an incident that was in one state be in the other later? Yes for states that nobody knows here. */
export function mayFollow(before: string, after: string): boolean {
  const next = FOLLOWS[before];
  return next === undefined || FOLLOWS[after] === undefined || next.includes(after);
}
