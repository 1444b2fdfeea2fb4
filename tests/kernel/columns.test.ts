import v8 from 'node:v8';
import { describe, expect, it } from 'vitest';
import { createColumns } from '../../src/kernel/columns.ts';
import { Hasher } from '../../src/kernel/hash.ts';

const table = (length: number) => createColumns({ x: 'f64', status: 'u8', next: 'i32' }, length);
const hash = (columns: ReturnType<typeof table>) => {
  const hasher = new Hasher();
  columns.hashInto(hasher);
  return hasher.hex();
};

describe('columns', () => {
  it('keep their rows when they grow, and start new ones at zero', () => {
    const columns = table(2);
    columns.x[1] = 1.5;
    columns.status[1] = 255;
    columns.next[1] = -7;
    columns.grow(3);
    expect(columns.length).toBe(4);
    expect([...columns.x]).toEqual([0, 1.5, 0, 0]);
    expect([...columns.status]).toEqual([0, 255, 0, 0]);
    expect([...columns.next]).toEqual([0, -7, 0, 0]);
    columns.grow(4);
    expect(columns.length).toBe(4);
    columns.grow(100);
    expect(columns.x.length).toBe(100);
  });

  it('come back from a snapshot as they were, and leave it untouched', () => {
    const columns = table(3);
    columns.x[2] = 9;
    const state = structuredClone(columns.snapshot());
    const before = hash(columns);
    columns.x[2] = 10;
    columns.grow(50);
    expect(hash(columns)).not.toBe(before);
    columns.restore(state);
    expect(hash(columns)).toBe(before);
    expect([columns.length, columns.x.length]).toEqual([3, 3]);
    columns.x[2] = 11;
    expect(state.columns.x[2]).toBe(9);
  });

  it('refuse names that the store needs', () => {
    const spec: Record<string, 'f64'> = { grow: 'f64' };
    expect(() => createColumns(spec)).toThrow(TypeError);
  });

  it('stay plain objects to V8, however many there are', () => {
    v8.setFlagsFromString('--allow-natives-syntax');
    const isFast = new Function('object', 'return %HasFastProperties(object)') as (object: object) => boolean;
    const columns = createColumns(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`c${i}`, 'f64' as const])),
      8,
    );
    columns.grow(20);
    columns.restore(columns.snapshot());
    expect(isFast(columns)).toBe(true);
  });
});
