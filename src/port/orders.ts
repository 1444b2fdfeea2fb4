/** What the backend tells the field to do; applied in the order given, at the time of the exchange. */
export type Order =
  /** A centre has signed for the report. */
  | { readonly type: 'sign'; readonly incident: number; readonly level: CentreLevel }
  | { readonly type: 'file'; readonly incident: number }
  | { readonly type: 'reject'; readonly incident: number; readonly reason: string }
  | { readonly type: 'merge'; readonly incident: number; readonly into: number }
  | { readonly type: 'assign'; readonly incident: number; readonly crew: number; readonly purpose: Purpose }
  | { readonly type: 'transfer'; readonly incident: number; readonly to: CentreLevel }
  | { readonly type: 'extend'; readonly incident: number; readonly reason: string }
  | { readonly type: 'suspend'; readonly incident: number }
  /** Volunteers of a township. */
  | { readonly type: 'callUp'; readonly township: number; readonly number: number }
  | { readonly type: 'recall'; readonly crew: number }
  | { readonly type: 'reopen'; readonly incident: number }
  | { readonly type: 'close'; readonly incident: number };

/** All verbs of a backend. */
export const ORDER_TYPES = [
  'sign',
  'file',
  'reject',
  'merge',
  'assign',
  'transfer',
  'extend',
  'suspend',
  'callUp',
  'recall',
  'reopen',
  'close',
] as const satisfies readonly Order['type'][];
export type OrderType = Order['type'];
export type CentreLevel = 'township' | 'county' | 'city';
export type Purpose = 'verify' | 'handle' | 'check';
