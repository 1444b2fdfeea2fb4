const CHUNK = 1 << 16;

/** Columns of numbers that grow by pieces, so that a long log never has to be copied. */
class Column<A extends Float64Array | Float32Array | Uint16Array> {
  private readonly chunks: A[] = [];
  private readonly make: (length: number) => A;

  constructor(make: (length: number) => A) {
    this.make = make;
  }

  set(row: number, value: number): void {
    const chunk = row >>> 16;
    if (chunk === this.chunks.length) this.chunks.push(this.make(CHUNK));
    this.chunks[chunk][row & (CHUNK - 1)] = value;
  }

  get(row: number): number {
    return this.chunks[row >>> 16][row & (CHUNK - 1)];
  }
}

/** Stands for a time that was there but could not be read: it is neither known nor still to come. */
export const UNKNOWN = -1;

/**
 * A log as numbers, about 38 bytes a row. `opened` is in seconds since 1970 on the city's wall, `utc` the same instant;
 * the other times are in seconds since it was opened, NaN where there is none (yet), `UNKNOWN` where it was unreadable.
 */
export class LogRows {
  length = 0;
  readonly opened = new Column((n) => new Float64Array(n));
  readonly utc = new Column((n) => new Float64Array(n));
  readonly dispatched = new Column((n) => new Float32Array(n));
  readonly arrived = new Column((n) => new Float32Array(n));
  readonly closed = new Column((n) => new Float32Array(n));
  /** When it should be closed. */
  readonly due = new Column((n) => new Float32Array(n));
  /** Index of the category; 0 = none given. */
  readonly category = new Column((n) => new Uint16Array(n));
  readonly channel = new Column((n) => new Uint16Array(n));
  /** Index of the area, 0 = none. */
  readonly area = new Column((n) => new Uint16Array(n));
}

/** How many rows have a position, and the box that holds them, degrees. */
export interface Positions {
  rows: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Most different texts of one column that are told apart; the rest share the first entry, "none". */
const MOST_TEXTS = 5000;

/** Texts of a column by number, in the order in which they first came; 0 is the empty text. */
export class Texts {
  readonly list: string[] = [''];
  private readonly index = new Map<string, number>([['', 0]]);

  of(raw: string): number {
    const known = this.index.get(raw);
    if (known !== undefined) return known;
    const text = raw.trim();
    let number = this.index.get(text);
    if (number === undefined) {
      if (this.list.length >= MOST_TEXTS) return 0;
      number = this.list.length;
      this.list.push(text);
      this.index.set(text, number);
    }
    if (this.index.size < 4 * MOST_TEXTS) this.index.set(raw, number);
    return number;
  }
}
