import { grown } from './grown.ts';
import type { Hasher } from './hash.ts';

/** Whole numbers of 32 bits, or doubles. */
type FieldKind = 'i32' | 'f64';
type FieldSpec = Readonly<Record<string, FieldKind>>;

/** A copy of all rows; structured-cloneable. */
export interface RowState {
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
}

/** What every set of rows can do besides holding its fields. */
interface RowStore {
  /** What the places of two neighbouring rows differ by. */
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
export type Rows<S extends FieldSpec> = RowStore & {
  readonly [N in keyof S]: S[N] extends 'i32' ? Int32Array : Float64Array;
};

/**
 * Declares an array of structs. As against columns (`createColumns`) the integers of a row stand together, and so do its
 * doubles, each in the order of their names: what is read and written at the same time shares a cache line. For tables that
 * do not fit into the cache and whose rows are touched here and there. Throws a TypeError for a field named like a member
 * of the store.
 */
export function createRows<const S extends FieldSpec>(spec: S, rows: number): Rows<S> {
  return new Store(spec, rows) as RowStore as Rows<S>;
}

class Store implements RowStore {
  readonly width: number;
  readonly #integerNames: readonly string[];
  readonly #doubleNames: readonly string[];
  #integers: Int32Array;
  #doubles: Float64Array;

  constructor(spec: FieldSpec, rows: number) {
    const names = Object.keys(spec);
    this.#integerNames = names.filter((name) => spec[name] === 'i32');
    this.#doubleNames = names.filter((name) => spec[name] === 'f64');
    this.width = Math.max(this.#integerNames.length, this.#doubleNames.length);
    this.#integers = new Int32Array(rows * this.width);
    this.#doubles = new Float64Array(rows * this.width);
    for (const name of names) {
      if (name in this) throw new TypeError(`a field cannot be called "${name}"`);
      // Defined, not assigned: V8 turns an object that is assigned dozens of computed names into a slow hash table.
      Object.defineProperty(this, name, { value: undefined, writable: true, enumerable: true });
    }
    this.#take(this.#integers, this.#doubles);
  }

  reserve(place: number): void {
    const length = this.#doubles.length;
    if (place < length) return;
    const more = Math.max(place + this.width, 2 * length);
    this.#take(grown(this.#integers, more), grown(this.#doubles, more));
  }

  snapshot(): RowState {
    return { integers: this.#integers.slice(), doubles: this.#doubles.slice() };
  }

  restore(state: RowState): void {
    this.#take(state.integers.slice(), state.doubles.slice());
  }

  hashInto(hasher: Hasher): void {
    hasher.add(this.#integers).add(this.#doubles);
  }

  /** Each field is a view of all the numbers that begins with its own. */
  #take(integers: Int32Array, doubles: Float64Array): void {
    this.#integers = integers;
    this.#doubles = doubles;
    for (const [i, name] of this.#integerNames.entries()) Reflect.set(this, name, integers.subarray(i));
    for (const [i, name] of this.#doubleNames.entries()) Reflect.set(this, name, doubles.subarray(i));
  }
}
