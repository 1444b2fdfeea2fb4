/**
 * Who watches the field to measure or to trace it. Slots are rows of the field's incident columns, valid during the
 * call. An observer changes nothing.
 */
export interface Observer {
  /** Each visit is told at once as it ends; this costs time. */
  readonly visitByVisit?: boolean;
  occurred(slot: number, now: number): void;
  reported(slot: number, now: number): void;
  escalated(slot: number, now: number): void;
  filed(slot: number, now: number): void;
  /** One more time handled, found wanting: it starts anew. */
  reopened(slot: number, now: number): void;
  /** The incident leaves the field; `end` is one of END. Its columns are complete. */
  ended(slot: number, end: number, now: number): void;
  /**
   * A patrol visit was completed at `now`. Visits at whose ends nothing else happened may be told later, the latest at the
   * next midnight; visits of one micro-grid come in order.
   */
  visited(crew: number, micro: number, now: number): void;
  /** A crew ends a spell of an activity (one of ACTIVITY). */
  spent(crew: number, activity: number, from: number, to: number): void;
  /** Every quarter of an hour. */
  sampled(now: number): void;
  /** 12345 contacts answered at once on the day that begins. */
  contacts(number: number, now: number): void;
  /** A crew is ordered, accepts or declines, arrives, has finished, or need not come any more (dropped). */
  crewEvent(
    name: 'ordered' | 'accepted' | 'declined' | 'arrived' | 'finished' | 'dropped',
    crew: number,
    slot: number,
    now: number,
  ): void;
}

/** Watches nothing: for a field whose observer can only be made once it stands. */
export const SILENT: Observer = {
  occurred() {},
  reported() {},
  escalated() {},
  filed() {},
  reopened() {},
  ended() {},
  visited() {},
  spent() {},
  sampled() {},
  contacts() {},
  crewEvent() {},
};
