const CHUNK = 1 << 16;

type Numbers = Float64Array | Float32Array | Uint16Array | Uint8Array;

/**
 * Columns of numbers that grow by pieces, so that a long log never has to be copied. Pieces are pages of their own (what
 * could be resized is), which go back to the system with the thread; pieces of the C heap would stay with the process.
 */
class Column<A extends Numbers> {
  private readonly chunks: A[] = [];
  private readonly type: { new (buffer: ArrayBuffer, offset: number, length: number): A; BYTES_PER_ELEMENT: number };

  constructor(type: { new (buffer: ArrayBuffer, offset: number, length: number): A; BYTES_PER_ELEMENT: number }) {
    this.type = type;
  }

  set(row: number, value: number): void {
    const chunk = row >>> 16;
    if (chunk === this.chunks.length) this.chunks.push(this.piece());
    this.chunks[chunk][row & (CHUNK - 1)] = value;
  }

  get(row: number): number {
    return this.chunks[row >>> 16][row & (CHUNK - 1)];
  }

  private piece(): A {
    const bytes = CHUNK * this.type.BYTES_PER_ELEMENT;
    return new this.type(new ArrayBuffer(bytes, { maxByteLength: bytes }), 0, CHUNK);
  }
}

/** Stands for a time that was there but could not be read: it is neither known nor still to come. */
export const UNKNOWN = -1;

/**
 * A log as numbers, about 39 bytes a row. `opened` is in seconds since 1970 on the city's wall, `utc` the same instant;
 * the other times are in seconds since it was opened, NaN where there is none (yet), `UNKNOWN` where it was unreadable.
 */
export class LogRows {
  length = 0;
  readonly opened = new Column<Float64Array>(Float64Array);
  readonly utc = new Column<Float64Array>(Float64Array);
  readonly dispatched = new Column<Float32Array>(Float32Array);
  readonly arrived = new Column<Float32Array>(Float32Array);
  readonly closed = new Column<Float32Array>(Float32Array);
  /** When it should be closed. */
  readonly due = new Column<Float32Array>(Float32Array);
  /** Index of the category; 0 = none given. */
  readonly category = new Column<Uint16Array>(Uint16Array);
  readonly channel = new Column<Uint16Array>(Uint16Array);
  /** Index of the area, 0 = none. */
  readonly area = new Column<Uint16Array>(Uint16Array);
  /** 1 + index of the city's unit that its position lies in; 0 = no position, or outside. */
  readonly unit = new Column<Uint8Array>(Uint8Array);
}

/** How many rows have a position, how many of these lie outside the city, and the box that holds all, degrees. */
export interface Positions {
  rows: number;
  outside: number;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Most different texts of one column that are told apart; the rest, which are counted, share the first entry, "none". */
const MOST_TEXTS = 5000;

/** Texts of a column by number, in the order in which they first came; 0 is the empty text. */
export class Texts {
  readonly list: string[] = [''];
  /** Rows whose text has no number. */
  nameless = 0;
  private readonly index = new Map<string, number>([['', 0]]);

  /** `known`: texts that have a number whatever else comes. */
  constructor(known: readonly string[] = []) {
    for (const text of known) this.add(text);
  }

  of(raw: string): number {
    const known = this.index.get(raw);
    if (known !== undefined) return known;
    const text = raw.trim();
    let number = this.index.get(text);
    if (number === undefined) {
      if (this.list.length >= MOST_TEXTS) {
        this.nameless++;
        return 0;
      }
      number = this.add(text);
    }
    if (this.index.size < 4 * MOST_TEXTS) this.index.set(raw, number);
    return number;
  }

  private add(text: string): number {
    const number = this.index.get(text) ?? this.list.push(text) - 1;
    this.index.set(text, number);
    return number;
  }
}
