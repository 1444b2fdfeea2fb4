import { suggestion } from '../../scenario/suggest.ts';
import { type Area, KINDS, LEVELS, type Level } from './area.ts';
import type { TextFile } from './files.ts';
import { readGeojsonAreas } from './geojson.ts';
import { levelOf, levelsByDepth } from './levels.ts';
import type { ImportMap } from './map.ts';
import type { Problems } from './problems.ts';
import { MOST_AREAS, type RawArea, readCsvAreas } from './raw.ts';
import { type ReadArea, readValues } from './values.ts';

/** Among more codes no nearest one is looked for: it would take minutes. */
const MOST_COMPARED = 10_000;

/**
 * All areas of the files, with their levels, each under its parent; problems of form, of codes and of parents are told.
 * Areas of a skipped level are taken out: what lay in them lies in their parent.
 */
export function readAreas(files: readonly TextFile[], map: ImportMap, problems: Problems): Area[] {
  const raw = files.flatMap((file): RawArea[] =>
    /^\s*[[{]/.test(file.text.slice(0, 1000).replace(/^\uFEFF/, ''))
      ? readGeojsonAreas(file, map, problems)
      : readCsvAreas(file, map, problems),
  );
  if (raw.length > MOST_AREAS) {
    problems.add({ where: '' }, 'cityImport.tooManyAreas', { number: raw.length, limit: MOST_AREAS });
    return [];
  }
  const read = raw.flatMap((area) => readValues(area, problems) ?? []);
  const byCode = withoutDoubles(read, problems);
  checkParents(byCode, problems);
  return withLevels(byCode, map, problems);
}

function withoutDoubles(read: readonly ReadArea[], problems: Problems): Map<string, ReadArea> {
  const byCode = new Map<string, ReadArea>();
  for (const area of read) {
    const first = byCode.get(area.code);
    if (first === undefined) byCode.set(area.code, area);
    else problems.add(area, 'cityImport.duplicateCode', { first: first.where });
  }
  return byCode;
}

/** Parents that are not there, and rings of areas that are one another's parents. */
function checkParents(byCode: ReadonlyMap<string, ReadArea>, problems: Problems): void {
  const ends = new Set<string>();
  for (const area of byCode.values()) {
    if (area.parent !== undefined && !byCode.has(area.parent)) {
      const meant = byCode.size > MOST_COMPARED ? undefined : suggestion(area.parent, [...byCode.keys()]);
      problems.add(area, 'cityImport.missingParent', {}, { found: area.parent, ...(meant && { suggestion: meant }) });
    }
    const path: string[] = [];
    for (let at: ReadArea | undefined = area; at !== undefined && !ends.has(at.code); ) {
      const from = path.indexOf(at.code);
      if (from >= 0) {
        problems.add(at, 'cityImport.cycle', { path: [...path.slice(from), at.code].slice(0, 12).join(' > ') });
        break;
      }
      path.push(at.code);
      at = at.parent === undefined ? undefined : byCode.get(at.parent);
    }
    for (const code of path) ends.add(code);
  }
}

function withLevels(byCode: ReadonlyMap<string, ReadArea>, map: ImportMap, problems: Problems): Area[] {
  const levels = levelsOf(byCode, map, problems);
  const kept = (code: string | undefined): string | undefined => {
    let at = code;
    const seen = new Set<string>();
    while (at !== undefined && levels.get(at) === 'skip' && !seen.has(at)) {
      seen.add(at);
      at = byCode.get(at)?.parent;
    }
    return at;
  };
  const spare = countsOfSkipped(byCode, levels, kept);
  return Array.from(byCode.values()).flatMap(({ levelWord: _, ...area }): Area[] => {
    const level = levels.get(area.code);
    if (level === undefined || level === 'skip') return [];
    const parent = kept(area.parent);
    const above = parent === undefined ? undefined : levels.get(parent);
    if (above !== undefined && above !== 'skip' && LEVELS.indexOf(above) >= LEVELS.indexOf(level)) {
      problems.add(area, 'cityImport.wrongParentLevel', { level, parent: parent ?? '', above });
    }
    const { residents, households } = spare.get(area.code) ?? {};
    return [
      {
        ...area,
        level,
        parent,
        kind: kindOf(area, level, map, problems),
        residents: area.residents ?? residents,
        households: area.households ?? households,
      },
    ];
  });
}

function levelsOf(
  byCode: ReadonlyMap<string, ReadArea>,
  map: ImportMap,
  problems: Problems,
): Map<string, Level | 'skip'> {
  const areas = [...byCode.values()];
  const found = new Map<string, Level | 'skip'>();
  if (areas.some(({ levelWord }) => levelWord !== undefined)) {
    for (const area of areas) {
      if (area.levelWord === undefined) problems.add(area, 'cityImport.noLevel');
      const level = area.levelWord === undefined ? undefined : levelOf(area.levelWord, map, area, problems);
      if (level !== undefined) found.set(area.code, level);
    }
    return found;
  }
  const depths = depthsOf(byCode);
  const depth = Math.max(0, ...new Set(depths.values()));
  const levels = levelsByDepth(depth);
  if (levels === undefined)
    problems.add({ where: areas[0]?.where ?? '' }, 'cityImport.tooDeep', { depth, most: LEVELS.length });
  for (const [code, own] of depths) {
    const level = levels?.[own - 1];
    if (level !== undefined) found.set(code, level);
  }
  return found;
}

/** How deep each area lies, 1 at the top; areas on a ring of parents end where they meet themselves. */
function depthsOf(byCode: ReadonlyMap<string, ReadArea>): Map<string, number> {
  const depths = new Map<string, number>();
  for (const code of byCode.keys()) {
    const path = new Set<string>();
    let at: string | undefined = code;
    while (at !== undefined && byCode.has(at) && !depths.has(at) && !path.has(at)) {
      path.add(at);
      at = byCode.get(at)?.parent;
    }
    let depth = at === undefined ? 0 : (depths.get(at) ?? 0);
    for (const above of [...path].reverse()) depths.set(above, ++depth);
  }
  return depths;
}

/** Counts of skipped areas that have none of a skipped level above them, added up for the area that keeps them. */
function countsOfSkipped(
  byCode: ReadonlyMap<string, ReadArea>,
  levels: ReadonlyMap<string, Level | 'skip'>,
  kept: (code: string | undefined) => string | undefined,
): Map<string, { residents?: number; households?: number }> {
  const sums = new Map<string, { residents?: number; households?: number }>();
  for (const area of byCode.values()) {
    if (levels.get(area.code) !== 'skip' || (area.parent !== undefined && levels.get(area.parent) === 'skip')) continue;
    const into = kept(area.parent);
    if (into === undefined) continue;
    const sum = sums.get(into) ?? {};
    if (area.residents !== undefined) sum.residents = (sum.residents ?? 0) + area.residents;
    if (area.households !== undefined) sum.households = (sum.households ?? 0) + area.households;
    sums.set(into, sum);
  }
  return sums;
}

function kindOf(
  area: Omit<ReadArea, 'levelWord'>,
  level: Level,
  map: ImportMap,
  problems: Problems,
): string | undefined {
  if (area.kind === undefined) return undefined;
  const kind = map.kinds[area.kind] ?? area.kind;
  if (KINDS[level].includes(kind)) return kind;
  const values = KINDS[level].join(', ') || '-';
  problems.add(
    area,
    'cityImport.unknownKind',
    { level },
    { found: area.kind, expected: { key: 'scenario.expected.oneOf', values: { values } } },
  );
  return undefined;
}
