import { grown, type NumberArray } from './grown.ts';
import type { Hasher } from './hash.ts';

const ARRAYS = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  i16: Int16Array,
  u16: Uint16Array,
  i8: Int8Array,
  u8: Uint8Array,
} as const;

type ColumnKind = keyof typeof ARRAYS;
type ColumnArray<K extends ColumnKind> = InstanceType<(typeof ARRAYS)[K]>;

/** Column names and kinds; the names of the store's own members are taken. */
export type ColumnSpec = Readonly<Record<string, ColumnKind>> & { readonly [K in keyof ColumnStore]?: never };

/** A copy of all columns; structured-cloneable. */
export interface ColumnState {
  readonly length: number;
  readonly columns: Readonly<Record<string, NumberArray>>;
}

/** What every set of columns can do besides holding its arrays. */
interface ColumnStore {
  /** Common length of the arrays. */
  readonly length: number;
  /** Makes room for at least `minLength` rows, at least doubling; new rows are zero. Replaces the arrays. */
  grow(minLength: number): void;
  snapshot(): ColumnState;
  /** Takes over a copy of a snapshot of the same columns. Replaces the arrays. */
  restore(state: ColumnState): void;
  /** Adds all columns to a hash, in their declared order. */
  hashInto(hasher: Hasher): void;
}

/** Named typed arrays of one common length. `grow` and `restore` replace the arrays: read them as `columns.x[i]` anew. */
export type Columns<S extends ColumnSpec> = ColumnStore & {
  readonly [K in keyof S as K extends keyof ColumnStore ? never : K]: S[K] extends ColumnKind
    ? ColumnArray<S[K]>
    : never;
};

/**
 * Declares a struct of arrays, e.g. `createColumns({ x: 'f64', status: 'u8', next: 'i32' }, 1024)`. All rows start at zero.
 * Throws a TypeError for a column named like a member of the store.
 */
export function createColumns<S extends ColumnSpec>(spec: S, length = 0): Columns<S> {
  return new Store(spec, length) as ColumnStore as Columns<S>;
}

class Store implements ColumnStore {
  length: number;
  readonly #names: readonly string[];

  constructor(spec: ColumnSpec, length: number) {
    this.length = length;
    const kinds = Object.entries(spec) as [string, ColumnKind][];
    this.#names = kinds.map(([name]) => name);
    for (const [name, kind] of kinds) {
      if (name in this) throw new TypeError(`a column cannot be called "${name}"`);
      // Defined, not assigned: V8 turns an object that is assigned dozens of computed names into a slow hash table.
      Object.defineProperty(this, name, { value: new ARRAYS[kind](length), writable: true, enumerable: true });
    }
  }

  grow(minLength: number): void {
    if (minLength <= this.length) return;
    this.length = Math.max(minLength, 2 * this.length);
    for (const name of this.#names) this.#set(name, grown(this.#get(name), this.length));
  }

  snapshot(): ColumnState {
    const columns = Object.fromEntries(this.#names.map((name) => [name, this.#get(name).slice()]));
    return { length: this.length, columns };
  }

  restore(state: ColumnState): void {
    this.length = state.length;
    for (const name of this.#names) this.#set(name, state.columns[name].slice());
  }

  hashInto(hasher: Hasher): void {
    for (const name of this.#names) hasher.add(this.#get(name));
  }

  #get(name: string): NumberArray {
    return Reflect.get(this, name) as NumberArray;
  }

  #set(name: string, array: NumberArray): void {
    Reflect.set(this, name, array);
  }
}
