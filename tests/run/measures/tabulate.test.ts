import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { loadCity } from '../../../src/city/load.ts';
import { type CellHistograms, KEY_BINS, mergeHistograms } from '../../../src/run/measures/cell-histograms.ts';
import { Cells, LAYERS } from '../../../src/run/measures/cells.ts';
import { ABSENT, Observed, type ObservedRows, UNFINISHED } from '../../../src/run/measures/observed.ts';
import { STAGES } from '../../../src/run/measures/stages.ts';
import { countObserved, tabulate } from '../../../src/run/measures/tabulate.ts';
import { loadScenario } from '../../../src/scenario/load.ts';

let cells: Cells;
let parents: Readonly<Record<string, (nature: Nature) => number>>;
type Nature = Parameters<Observed['add']>[1];

beforeAll(async () => {
  const { scenario } = await loadScenario('scenarios/lanwan.yaml');
  const city = await loadCity(scenario.city.name, scenario.city.seed);
  cells = new Cells(scenario, city);
  const township = ({ community }: Nature) => city.communityTownship[community];
  const kindOf = ({ kind }: Nature) => scenario.incidents.kinds[cells.names.kind[kind]];
  parents = {
    city: () => 0,
    unit: (nature) => city.townshipUnit[township(nature)],
    township,
    community: ({ community }) => community,
    kind: ({ kind }) => kind,
    class: (nature) => cells.names.class.indexOf(kindOf(nature).class),
    channel: (nature) => cells.names.channel.indexOf(kindOf(nature).channel),
    severity: ({ severity }) => severity,
    level: ({ level }) => level,
  };
});

interface Incident {
  readonly bins: readonly number[];
  readonly nature: Nature;
}

/** Bins of few values, so that cells meet in them. */
const incidents = () =>
  fc.array(
    fc.record<Incident>({
      bins: fc.array(fc.oneof(fc.integer({ min: 990, max: 1010 }), fc.constantFrom(0, ABSENT, UNFINISHED)), {
        minLength: STAGES.length,
        maxLength: STAGES.length,
      }),
      nature: fc.record({
        community: fc.nat(cells.names.community.length - 1),
        kind: fc.nat(cells.names.kind.length - 1),
        severity: fc.nat(cells.names.severity.length - 1),
        level: fc.nat(cells.names.level.length - 1),
      }),
    }),
    { maxLength: 200 },
  );

function observed(list: readonly Incident[]): ObservedRows {
  const kept = new Observed();
  for (const { bins, nature } of list) kept.add(Uint16Array.from(bins), nature);
  return kept.rows();
}

const entries = ({ keys, counts }: CellHistograms) => Array.from(keys, (key, i) => [key, counts[i]]);

test('every time is counted once in its cell of each layer, whatever is unfinished apart', () => {
  fc.assert(
    fc.property(incidents(), (list) => {
      const { finished, unfinished } = countObserved(observed(list), cells);
      const histograms = [...tabulate(observed(list), cells)];
      expect(histograms).toHaveLength(STAGES.length);
      for (const [stage, found] of histograms.entries()) {
        for (const layer of LAYERS) {
          const expected = new Map<number, number>();
          const left = new Float64Array(cells.names[layer].length);
          for (const { bins, nature } of list) {
            const cell = parents[layer](nature);
            if (bins[stage] === UNFINISHED) left[cell]++;
            if (bins[stage] >= UNFINISHED) continue;
            const key = cell * KEY_BINS + bins[stage];
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
          expect(entries(found[layer])).toEqual([...expected].sort(([a], [b]) => a - b));
          const row = cells.row(layer, stage);
          expect([...unfinished.subarray(row, row + left.length)]).toEqual([...left]);
          const total = finished.subarray(row, row + left.length).reduce((sum, n) => sum + n, 0);
          expect(total).toBe([...expected.values()].reduce((sum, n) => sum + n, 0));
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('incidents added up together, or in parts that are then merged, are the same', () => {
  fc.assert(
    fc.property(incidents(), incidents(), (some, others) => {
      const together = new Observed();
      together.append(observed(some));
      together.append(observed(others));
      const parts = [some, others].map((list) => [...tabulate(observed(list), cells)]);
      for (const [stage, whole] of [...tabulate(together.rows(), cells)].entries())
        for (const layer of LAYERS)
          expect(mergeHistograms(parts[0][stage][layer], parts[1][stage][layer])).toEqual(whole[layer]);
    }),
    { numRuns: 20 },
  );
});
