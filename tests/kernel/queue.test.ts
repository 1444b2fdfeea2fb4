import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Hasher } from '../../src/kernel/hash.ts';
import { EventQueue } from '../../src/kernel/queue.ts';
import { evenly } from '../evenly.ts';

interface Event {
  time: number;
  seq: number;
  payload: number;
}

/** The slow and obvious queue: an array kept sorted by time, then by sequence number. */
class Model {
  readonly events: Event[] = [];
  private seq = 1;

  push(time: number, payload: number): number {
    const event = { time, seq: this.seq++, payload };
    let at = this.events.length;
    while (at > 0 && this.events[at - 1].time > time) at--;
    this.events.splice(at, 0, event);
    return event.seq;
  }

  pop(): Event | undefined {
    return this.events.shift();
  }
}

function popped(queue: EventQueue): Event | undefined {
  return queue.pop() ? { time: queue.time, seq: queue.seq, payload: queue.payload } : undefined;
}

function drained(queue: EventQueue): Event[] {
  const events: Event[] = [];
  for (let event = popped(queue); event !== undefined; event = popped(queue)) events.push(event);
  return events;
}

/** Offsets from now as a simulation has them: ties, zeros, seconds to 30 days, and times long past. */
const offset = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 0, max: 3 }),
  fc.double({ min: 0, max: 60, noNaN: true }),
  evenly(0, 30 * 86400),
  fc.double({ min: -100, max: 0, noNaN: true }),
);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('push' as const), offset, copies: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('push' as const), offset, copies: fc.integer({ min: 30, max: 80 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pop' as const), times: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
);

describe('an event queue', () => {
  it('pops what a sorted array pops, also through snapshots', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let queue = new EventQueue(0);
        const model = new Model();
        let payload = 0;
        for (const s of steps) {
          if (s.do === 'push') {
            for (let i = 0; i < s.copies; i++) {
              payload = (Math.imul(payload, 48271) + 7) | 0;
              const time = queue.time + s.offset * (i % 7 === 3 ? 0.999 : 1);
              expect(queue.push(time, payload)).toBe(model.push(time, payload));
            }
          } else if (s.do === 'pop') {
            for (let i = 0; i < s.times; i++) expect(popped(queue)).toEqual(model.pop());
          } else {
            const { time } = queue;
            const state = structuredClone(queue.snapshot());
            queue = new EventQueue();
            queue.restore(state);
            queue.time = time;
          }
          expect(queue.size).toBe(model.events.length);
          expect(queue.peekTime()).toBe(model.events[0]?.time ?? Number.POSITIVE_INFINITY);
        }
        expect(drained(queue)).toEqual(model.events);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps thousands of events of one instant in the order in which they were pushed', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 5000; i++) queue.push(i % 2 === 0 ? 900 : 1800, i);
    for (let i = 0; i < 5000; i += 2) {
      queue.pop();
      expect(queue.payload).toBe(i);
      queue.push(queue.time, 10_000 + i);
    }
    queue.pop();
    expect([queue.time, queue.payload]).toEqual([900, 10_000]);
  });

  it('stays fast whatever the increments: no pattern costs ten times what plain ones do', () => {
    const patterns: Record<string, (i: number) => number> = {
      plain: (i) => ((i * 7919) % 1009) + 1,
      sameInstant: (i) => 900 - (i % 900),
      zero: (i) => (i % 2 === 0 ? 0 : 10),
      seconds: (i) => (i % 2 === 0 ? 1e-3 * (i % 17) : 30 * 86400 * ((i % 101) / 101)),
      wide: (i) => Math.exp((i % 997) / 10 - 50),
    };
    const cost = (increment: (i: number) => number): number => {
      const queue = new EventQueue();
      for (let i = 0; i < 20_000; i++) queue.push(increment(i), i);
      const start = performance.now();
      for (let i = 0; i < 100_000; i++) {
        queue.pop();
        queue.push(queue.time + increment(i), i);
      }
      return performance.now() - start;
    };
    const best = (increment: (i: number) => number) => Math.min(cost(increment), cost(increment), cost(increment));
    const plain = best(patterns.plain);
    for (const [name, increment] of Object.entries(patterns)) expect(best(increment), name).toBeLessThan(10 * plain);
  });

  it('hashes by what is pending, not by how it came about', () => {
    const hash = (queue: EventQueue) => {
      const hasher = new Hasher();
      queue.hashInto(hasher);
      return hasher.hex();
    };
    const queue = new EventQueue();
    for (let i = 0; i < 500; i++) queue.push((i * 37) % 101, i);
    for (let i = 0; i < 100; i++) queue.pop();
    const copy = new EventQueue();
    copy.restore(queue.snapshot());
    expect(hash(copy)).toBe(hash(queue));
    copy.pop();
    expect(hash(copy)).not.toBe(hash(queue));
  });

  it('leaves the event last popped readable through a snapshot, and starts anew when cleared', () => {
    const queue = new EventQueue();
    queue.push(5, 50);
    queue.push(6, 60);
    queue.pop();
    queue.snapshot();
    expect([queue.time, queue.payload, queue.seq, queue.size]).toEqual([5, 50, 1, 1]);
    queue.clear();
    expect(queue.pop()).toBe(false);
    expect(queue.push(1, 1)).toBe(1);
  });

  it('refuses times that are none', () => {
    const queue = new EventQueue();
    for (const time of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => queue.push(time, 0)).toThrow(RangeError);
    expect(queue.size).toBe(0);
    expect(queue.push(1, 0)).toBe(1);
  });
});
