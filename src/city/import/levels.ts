import { suggestion } from '../../scenario/suggest.ts';
import { LEVELS, type Level } from './area.ts';
import type { ImportMap } from './map.ts';
import type { Place, Problems } from './problems.ts';

/** Words for our levels that are understood without a map. */
const WORDS: Readonly<Record<Level, readonly string[]>> = {
  unit: ['county', 'district', 'zone', '区', '县', '市', '区县', '县市区', '功能区', '单位'],
  township: ['town', 'subdistrict', 'street', '乡', '镇', '街道', '乡镇', '镇街', '乡镇街道'],
  community: ['village', 'neighbourhood', 'neighborhood', '社区', '村', '村社区', '村居', '行政村'],
  grid: ['网格', '综合网格', '专属网格'],
  microGrid: ['micro-grid', 'micro grid', 'micro', '微网格'],
};

const KNOWN = new Map<string, Level>(
  LEVELS.flatMap((level) => [level, ...WORDS[level]].map((word) => [word.toLowerCase(), level] as const)),
);

/** The level that a word stands for; `skip` for one that is left out; undefined, and a problem, for a strange word. */
export function levelOf(word: string, map: ImportMap, place: Place, problems: Problems): Level | 'skip' | undefined {
  const level = map.levels[word] ?? KNOWN.get(word.toLowerCase());
  if (level !== undefined) return level;
  const meant = suggestion(word, [...KNOWN.keys(), ...Object.keys(map.levels)]);
  problems.add(
    place,
    'cityImport.unknownLevel',
    {},
    {
      found: word,
      expected: { key: 'scenario.expected.oneOf', values: { values: LEVELS.join(', ') } },
      ...(meant && { suggestion: meant }),
    },
  );
  return undefined;
}

/**
 * Levels by depth, for files that name none: one level of areas are communities, two townships and their communities, three
 * have units above, four grids below, five micro-grids below those. Undefined where the tree is deeper.
 */
export function levelsByDepth(depth: number): readonly Level[] | undefined {
  const first = depth === 1 ? 2 : depth === 2 ? 1 : 0;
  return depth > LEVELS.length ? undefined : LEVELS.slice(first, first + depth);
}
