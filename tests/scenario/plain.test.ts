import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge, type Plain, toPlain, UnfitValue } from '../../src/scenario/plain.ts';

const key = fc.stringMatching(/^[a-e]$/);
const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
  ),
}));
const map = fc.dictionary(key, tree, { maxKeys: 4 });

describe('laying one map on another', () => {
  test('nothing changes nothing, and twice is once', () => {
    fc.assert(
      fc.property(map, map, (base, over) => {
        expect(merge(base, {})).toEqual(base);
        expect(merge({}, over)).toEqual(over);
        expect(merge(merge(base, over), over)).toEqual(merge(base, over));
      }),
    );
  });

  test('leaves both as they were', () => {
    fc.assert(
      fc.property(map, map, (base, over) => {
        const before = structuredClone([base, over]);
        merge(base, over);
        expect([base, over]).toEqual(before);
      }),
    );
  });

  test('null takes an entry away', () => {
    expect(merge({ a: 1, b: { c: 2 } }, { a: null, b: { c: null } })).toEqual({ b: {} });
  });
});

describe('plain data', () => {
  test('is copied as it is', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(toPlain(value)).toEqual(value);
      }),
    );
  });

  test.each(['__proto__', 'constructor', 'prototype'])('has no key %s', (name) => {
    expect(() => toPlain(JSON.parse(`{"a": {"${name}": 1}}`))).toThrow(UnfitValue);
  });
});
