import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Latencies } from '../../src/load/latencies.ts';
import { exposition } from '../../src/report/metrics/exposition.ts';
import { evenly } from '../evenly.ts';
import { readExposition } from './exposition-format.ts';

describe("Prometheus' text format", () => {
  test('brings labels, help and numbers through whatever they are', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.constant(Number.POSITIVE_INFINITY),
      fc.nat(),
    );
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), value, (help, label, number) => {
        const families = [{ name: 'a_b', help, type: 'gauge', samples: [[{ x: label, y: '' }, number]] }] as const;
        const [sample] = readExposition(exposition(families)).get('a_b')?.samples.values() ?? [];
        expect(sample).toEqual({ name: 'a_b', labels: { x: label, y: '' }, value: number });
      }),
    );
  });

  test('leaves out what has nothing to tell', () => {
    expect(exposition([{ name: 'a', help: 'b', type: 'counter', samples: [] }])).toBe('');
  });

  test("histograms are the load's own: every bucket holds what lies below its bound", () => {
    const milliseconds = evenly(0, 200_000);
    fc.assert(
      fc.property(fc.array(milliseconds, { maxLength: 50 }), (values) => {
        const latencies = new Latencies();
        for (const value of values) latencies.record(value);
        const bounds = Array.from({ length: 20 }, (_, i) => 2 ** i / 8000);
        const series = [{ labels: {}, counts: [...latencies.doublings], sum: latencies.total }];
        const text = exposition([{ name: 'h', help: 'h', type: 'histogram', bounds, series }]);
        const samples = [...(readExposition(text).get('h')?.samples.values() ?? [])];
        const rounded = values.map((value) => Math.round(value * 1000) / 1e6);
        for (const { name, labels, value } of samples) {
          const bound = Number((labels.le ?? '').replace('+Inf', 'Infinity'));
          if (name === 'h_bucket') expect(value).toBe(rounded.filter((one) => one < bound).length);
          if (name === 'h_count') expect(value).toBe(values.length);
          if (name === 'h_sum')
            expect(value).toBeCloseTo(
              rounded.reduce((sum, one) => sum + one, 0),
              6,
            );
        }
      }),
    );
  });
});
