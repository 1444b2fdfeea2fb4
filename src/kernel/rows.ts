import type { Hasher } from './hash.ts';

/** A copy of all rows; structured-cloneable. */
export interface RowState {
  readonly values: Float64Array;
}

/** What every set of rows can do besides holding its fields. */
export interface RowStore {
  /** Numbers per row: what the places of two neighbouring rows differ by. */
  readonly width: number;
  /** Makes room for the row at a place, at least doubling; new rows are zero. Replaces the fields. */
  reserve(place: number): void;
  snapshot(): RowState;
  /** Takes over a copy of a snapshot of the same rows. Replaces the fields. */
  restore(state: RowState): void;
  hashInto(hasher: Hasher): void;
}

/**
 * Named fields of rows. A row is named by its place, a multiple of `width`: field x of it is `rows.x[place]`. `reserve` and
 * `restore` replace the fields: read them anew.
 */
export type Rows<N extends string> = RowStore & { readonly [K in N]: Float64Array };

/**
 * Declares an array of structs of doubles. As against columns (`createColumns`) the fields of a row stand together, in
 * the order of their names: what is read and written at the same time shares a cache line. For tables that do not fit
 * into the cache and whose rows are touched here and there. Throws a TypeError for a field named like a member of the
 * store.
 */
export function createRows<const N extends string>(names: readonly N[], rows: number): Rows<N> {
  return new Store(names, rows) as RowStore as Rows<N>;
}

class Store implements RowStore {
  readonly width: number;
  readonly #names: readonly string[];
  #values: Float64Array;

  constructor(names: readonly string[], rows: number) {
    this.width = names.length;
    this.#names = names;
    this.#values = new Float64Array(rows * this.width);
    for (const name of names) {
      if (name in this) throw new TypeError(`a field cannot be called "${name}"`);
      // Defined, not assigned: V8 turns an object that is assigned dozens of computed names into a slow hash table.
      Object.defineProperty(this, name, { value: undefined, writable: true, enumerable: true });
    }
    this.#take(this.#values);
  }

  reserve(place: number): void {
    if (place < this.#values.length) return;
    const values = new Float64Array(Math.max(place + this.width, 2 * this.#values.length));
    values.set(this.#values);
    this.#take(values);
  }

  snapshot(): RowState {
    return { values: this.#values.slice() };
  }

  restore(state: RowState): void {
    this.#take(state.values.slice());
  }

  hashInto(hasher: Hasher): void {
    hasher.add(this.#values);
  }

  /** Each field is a view of all the numbers that begins with its own. */
  #take(values: Float64Array): void {
    this.#values = values;
    for (const [i, name] of this.#names.entries()) {
      Reflect.set(this, name, new Float64Array(values.buffer, i * Float64Array.BYTES_PER_ELEMENT));
    }
  }
}
