import type { OrderRecord, StreamRecord } from '../history/record.ts';
import type { Blame, Checker, Invariant } from './invariant.ts';

/** Gaps that are remembered one by one. */
const MOST_GAPS = 10_000;

/**
 * Orders come in the sequence of their numbers, without a gap, none twice within one connection. After a break the server
 * may give again what it gave before; what an expired cursor has skipped is no gap.
 */
export const streamOrder: Invariant = { name: 'streamOrder', watch: (_knowledge, blame) => new StreamOrder(blame) };

class StreamOrder implements Checker {
  checked = 0;
  private readonly blame: Blame;
  private newest: { readonly seq: number; readonly line: number } | undefined;
  /** Orders of this connection that it had not given before it broke. */
  private since = 0;
  /** Number that is missing -> the line of the order after it. */
  private readonly gaps = new Map<number, number>();

  constructor(blame: Blame) {
    this.blame = blame;
  }

  streamed({ event }: StreamRecord): void {
    if (event === 'opened') this.since = 0;
    if (event !== 'expired') return;
    this.newest = undefined;
    this.gaps.clear();
  }

  arrived({ seq }: OrderRecord, line: number): void {
    this.checked++;
    const { newest, gaps } = this;
    if (newest === undefined || seq > newest.seq) {
      if (newest !== undefined) {
        for (let missing = newest.seq + 1; missing < seq && gaps.size < MOST_GAPS; missing++) gaps.set(missing, line);
      }
      this.newest = { seq, line };
      this.since++;
    } else if (gaps.has(seq) || this.since > 0) {
      const after = gaps.get(seq) ?? newest.line;
      gaps.delete(seq);
      this.blame({ key: 'invariant.streamOrder.late', values: { seq, newest: newest.seq } }, [after, line]);
    }
  }

  end(): void {
    for (const [seq, line] of this.gaps) this.blame({ key: 'invariant.streamOrder.gap', values: { seq } }, [line]);
  }
}
