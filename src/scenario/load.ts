import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type { MessageKey } from '../locales/index.ts';
import { findCityFolder } from './city-folder.ts';
import { findings } from './issues.ts';
import { type Assumption, assumptionsOf } from './labels.ts';
import { flatten, type Layer, localFile, readCatalogue, readChain, whereIs } from './layers.ts';
import { mistypedNames } from './mistyped-names.ts';
import { applyPatch, checkPath, type Patch, parsePatch, type Setting } from './patch.ts';
import { isMap, type Path, type Plain, type PlainMap, valueAt } from './plain.ts';
import { brief, type Problem, ScenarioError } from './problem.ts';
import { danglingReferences } from './references.ts';
import { type Scenario, scenario as schema } from './schema.ts';

export interface LoadedScenario {
  readonly scenario: Scenario;
  /** Every value with its source label, in the schema's order. */
  readonly assumptions: readonly Assumption[];
  /** Identity of the content: the same values, however written, give the same hash. */
  readonly hash: string;
  /** All files read, absolute, the base first. */
  readonly files: readonly string[];
  /** Where the value at a path was given, or what it stands in: `FILE:LINE:COLUMN` or a `--set`. */
  readonly where: (path: Path) => string;
}

const CATALOGUE = ['incidents', 'catalogue'];
/** What follows when the catalogue cannot be read, which is told once, by the catalogue's own problem. */
const FOR_WANT_OF_KINDS: ReadonlySet<string> = new Set<MessageKey>([
  'scenario.missing',
  'scenario.unknownProfile',
  'scenario.unknownKindOrClass',
]);

/**
 * Reads a scenario file with all that it extends, its catalogue, and settings laid on them in their order. Throws
 * `ScenarioError` with everything that is wrong; checks change nothing.
 */
export async function loadScenario(
  path: string,
  options: { readonly set?: readonly Setting[] } = {},
): Promise<LoadedScenario> {
  const chain = await readChain(path);
  const problems = [...chain.problems];
  const patches: Patch[] = [];
  for (const setting of options.set ?? []) {
    const patch = parsePatch(setting);
    if ('message' in patch) problems.push(patch);
    else patches.push(patch);
  }
  // A chain that cannot be read to its base would only be told what the base would have given.
  if (chain.problems.length > 0) throw new ScenarioError(problems);

  const files = await withCatalogue(chain.layers, patches);
  problems.push(...files.problems);
  let root = flatten(files.layers);
  for (const patch of patches) {
    const problem = checkPath(root, patch);
    if (problem === undefined) root = applyPatch(root, patch.path, patch.value) as PlainMap;
    else problems.push(problem);
  }

  const checked = schema.safeParse(root);
  const ofForm = checked.success ? [] : mistypedNames(root, findings(schema, root, checked.error.issues));
  const wrong = [...ofForm, ...danglingReferences(root)];
  const where = (at: Path) => patchAt(patches, at) ?? whereIs(files.layers, existing(root, at));
  for (const { at, ...rest } of wrong) {
    if (files.problems.length > 0 && at[0] === 'incidents' && FOR_WANT_OF_KINDS.has(rest.message.key)) continue;
    problems.push({ where: where(at), ...rest });
  }
  const written = checked.success ? checked.data.city.folder : undefined;
  const place = written === undefined ? undefined : findCityFolder(written, files.layers, patches);
  if (place !== undefined && 'message' in place) problems.push(place);
  if (problems.length > 0 || !checked.success) throw new ScenarioError(problems);
  const own = place !== undefined && 'folder' in place ? place : undefined;
  return {
    scenario: own ? { ...checked.data, city: { ...checked.data.city, folder: own.folder } } : checked.data,
    assumptions: assumptionsOf(root, files.layers, patches),
    hash: createHash('sha256')
      .update(canonical(withoutPlaces(checked.data)) + (own?.identity ?? ''))
      .digest('hex'),
    files: files.layers.map((layer) => layer.file),
    where,
  };
}

/** The layers with the catalogue that the last of them, or a patch, names. */
async function withCatalogue(
  layers: Layer[],
  patches: readonly Patch[],
): Promise<{ layers: Layer[]; problems: Problem[] }> {
  const patch = patches.findLast(({ path }) => path.join('.') === CATALOGUE.join('.'));
  const source = layers.findLast((layer) => valueAt(layer.value, CATALOGUE) !== undefined);
  if (patch === undefined && source === undefined) return { layers, problems: [] };
  const name = patch === undefined ? valueAt(source?.value, CATALOGUE) : patch.value;
  const file = localFile(name, patch === undefined && source !== undefined ? dirname(source.file) : process.cwd());
  const where = patch === undefined ? whereIs(layers, CATALOGUE) : patch.label;
  if (file === undefined) {
    const expected = { key: 'scenario.expected.localFile' } as const;
    const problem = { where, path: CATALOGUE.join('.'), message: { key: 'scenario.badReference' } as const };
    return { layers, problems: [{ ...problem, found: brief(name), expected }] };
  }
  const read = await readCatalogue(file, { where, path: CATALOGUE.join('.'), found: brief(name) });
  return Array.isArray(read) ? { layers, problems: read } : { layers: [read, ...layers], problems: [] };
}

/** The part of a path that leads to something: what is missing is shown where it should stand. */
function existing(root: PlainMap, at: Path): Path {
  return valueAt(root, at) === undefined && at.length > 0 ? existing(root, at.slice(0, -1)) : at;
}

/** The last patch that gave the value at a path, as it is named in messages. */
function patchAt(patches: readonly Patch[], at: Path): string | undefined {
  const patch = patches.findLast(({ path }) => path.every((key, index) => at[index] === key));
  return patch?.label;
}

/** Without the paths of what it is made of, whose content counts: a copy elsewhere is the same scenario. */
function withoutPlaces({ city, incidents, ...rest }: Scenario) {
  const { folder: _folder, ...cityItself } = city;
  const { catalogue: _catalogue, ...incidentsThemselves } = incidents;
  return { ...rest, city: cityItself, incidents: incidentsThemselves };
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isMap(part)
      ? Object.fromEntries(Object.entries(part as Record<string, Plain>).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
