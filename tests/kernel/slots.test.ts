import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hasher } from '../../src/kernel/hash.ts';
import { SlotPool } from '../../src/kernel/slots.ts';

const hash = (pool: SlotPool) => {
  const hasher = new Hasher();
  pool.hashInto(hasher);
  return hasher.hex();
};

describe('a slot pool', () => {
  it('hands out the slot that was given back last, and new ones only when none is free', () => {
    const pool = new SlotPool(0);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([0, 1, 2]);
    pool.release(2);
    pool.release(0);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([0, 2, 3]);
    expect([pool.size, pool.length]).toEqual([4, 4]);
  });

  it('hands out places as far apart as rows are wide', () => {
    const pool = new SlotPool(0, 5);
    expect([pool.take(), pool.take(), pool.take()]).toEqual([0, 5, 10]);
    const handle = pool.handleOf(5);
    expect(pool.slotOf(handle)).toBe(5);
    pool.release(5);
    expect(pool.slotOf(handle)).toBe(-1);
    expect(pool.take()).toBe(5);
  });

  it('knows which handles still hold, also through a snapshot', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 200 }), { maxLength: 300 }), (steps) => {
        let pool = new SlotPool(1);
        const held = new Map<number, number>();
        const gone: number[] = [];
        for (const step of steps) {
          const handles = [...held.keys()];
          if (step % 5 < 3 || handles.length === 0) {
            const slot = pool.take();
            expect([...held.values()]).not.toContain(slot);
            held.set(pool.handleOf(slot), slot);
          } else if (step % 5 === 3) {
            const handle = handles[step % handles.length];
            pool.release(pool.slotOf(handle));
            held.delete(handle);
            gone.push(handle);
          } else {
            const before = hash(pool);
            const state = structuredClone(pool.snapshot());
            pool = new SlotPool();
            for (let i = 0; i < step; i++) pool.take();
            pool.restore(state);
            expect(hash(pool)).toBe(before);
          }
        }
        for (const [handle, slot] of held) expect(pool.slotOf(handle)).toBe(slot);
        for (const handle of gone) expect(pool.slotOf(handle)).toBe(-1);
        expect(pool.size).toBe(held.size);
      }),
    );
  });

  it('gives safe integers as handles after many generations', () => {
    const pool = new SlotPool();
    for (let i = 0; i < 10_000; i++) pool.release(pool.take());
    const handle = pool.handleOf(pool.take());
    expect(Number.isSafeInteger(handle)).toBe(true);
    expect(pool.slotOf(handle)).toBe(0);
    expect(pool.slotOf(handle - 2 ** 20)).toBe(-1);
    expect(pool.slotOf(12345)).toBe(-1);
  });
});
