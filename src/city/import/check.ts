import type { City } from '../city.ts';
import { type Area, LEVELS } from './area.ts';
import { readAreas } from './areas.ts';
import type { ImportPlan } from './build.ts';
import { type Census, readCensus } from './census.ts';
import { resolveCounts } from './counts.ts';
import type { TextFile } from './files.ts';
import type { ImportMap } from './map.ts';
import { checkGround } from './overlap.ts';
import { groupPeople } from './people.ts';
import type { Problems } from './problems.ts';
import { closeSizes } from './sizes.ts';
import { arrangeTree, checkLand } from './tree.ts';

/** The texts of a city's own files, and what it is to be called. */
export interface ImportSource {
  readonly name: string;
  readonly title: City['title'];
  readonly areas: readonly TextFile[];
  readonly census: TextFile | undefined;
  readonly map: ImportMap;
}

/** Largest family of the assumed sizes [A], where a census tells none. */
const LARGEST_FAMILY = 7;

/**
 * Reads and checks everything; what is wrong goes to `problems`. Whether areas overlap is looked into only where `pause` is
 * given, because it takes long and need not be done again for a city that was imported.
 */
export async function readPlan(
  source: ImportSource,
  problems: Problems,
  pause?: (done: number, all: number) => Promise<void>,
): Promise<ImportPlan | undefined> {
  const areas = readAreas(source.areas, source.map, problems);
  const census: Census = source.census === undefined ? {} : readCensus(source.census, problems);
  const roots = arrangeTree(areas);
  checkLand(roots, problems);
  if (pause !== undefined && areas.length > 0) await checkGround(areas, problems, pause);
  const file = source.census?.name ?? source.areas[0]?.name ?? '';
  // Sums over a tree with branches missing would only repeat what is wrong with it.
  const whole = areas.length > 0 && !problems.list.some(({ message }) => BREAKS_TREE.has(message.key));
  const counts = whole ? resolveCounts(roots, census, file, problems) : undefined;
  if (counts === undefined) return undefined;
  const { familySizes, openSize = false } = census;
  const largest = familySizes === undefined ? LARGEST_FAMILY : familySizes.length + (openSize ? LARGEST_FAMILY : 0);
  const people = groupPeople(roots, counts, census, largest, file, problems);
  if (people === undefined) return undefined;
  const { familyResidents } = people.totals;
  const sizes = familySizes && closeSizes(familySizes, openSize, familyResidents);
  if (familySizes !== undefined && sizes === undefined) {
    problems.add({ where: file, code: 'householdSize' }, 'cityImport.sizesHold', { people: familyResidents });
  }
  if (problems.some) return undefined;
  return { name: source.name, title: source.title, areas: inOrder(areas), roots, census, ...people, sizes };
}

const BREAKS_TREE: ReadonlySet<string> = new Set([
  'cityImport.missingParent',
  'cityImport.duplicateCode',
  'cityImport.cycle',
  'cityImport.noCode',
  'cityImport.noLevel',
  'cityImport.unknownLevel',
  'cityImport.tooDeep',
  'cityImport.wrongParentLevel',
  'cityImport.badNumber',
  'cityImport.fieldCount',
  'cityImport.missingColumn',
  'cityImport.notFeature',
  'cityImport.unknownColumn',
]);

/** From the top level down, by code: the order of the files changes nothing. */
function inOrder(areas: readonly Area[]): Area[] {
  const rank = ({ level }: Area): number => LEVELS.indexOf(level);
  return [...areas].sort((a, b) => rank(a) - rank(b) || (a.code < b.code ? -1 : 1));
}
