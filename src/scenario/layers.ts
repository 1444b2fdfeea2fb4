import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessageKey } from '../locales/index.ts';
import { merge, own, type Path, type Plain, type PlainMap } from './plain.ts';
import { brief, type Problem } from './problem.ts';
import { catalogue } from './schema.ts';
import { suggestion } from './suggest.ts';
import { position, readYaml, type Step, stepsAlong, type YamlFile } from './yaml-file.ts';

const MAX_EXTENDS = 10;

/** One file of a scenario, and the path in the scenario that its root stands for. */
export interface Layer extends YamlFile {
  readonly prefix: Path;
}

/** The file that gives a path its value, lowest layer first, with the steps to it as far as they go. */
export function layerOf(
  layers: readonly Layer[],
  path: Path,
): { layer: Layer; steps: Step[]; whole: boolean } | undefined {
  let best: { layer: Layer; steps: Step[]; whole: boolean; depth: number } | undefined;
  for (const layer of layers) {
    if (!layer.prefix.every((key, index) => path[index] === key)) continue;
    const steps = stepsAlong(layer, path.slice(layer.prefix.length));
    const depth = layer.prefix.length + steps.length;
    // On a tie the later layer is the one that counts.
    if (best === undefined || depth >= best.depth) best = { layer, steps, depth, whole: depth === path.length };
  }
  return best;
}

/** `FILE:LINE:COLUMN` of a path, or of the nearest place above it. */
export function whereIs(layers: readonly Layer[], path: Path): string {
  const found = layerOf(layers, path);
  return found === undefined ? '' : position(found.layer, found.steps);
}

/** A path to another file, relative to the one that names it; addresses of the network are refused. */
export function localFile(reference: Plain | undefined, from: string): string | undefined {
  if (typeof reference !== 'string' || reference === '' || /^[a-z][a-z0-9+.-]+:|^\/\/|\0/i.test(reference))
    return undefined;
  return resolve(from, reference);
}

/** The scenario that comes with Gridbeat under a plain name which is no file. */
function shippedScenario(reference: Plain, file: string): string | undefined {
  if (typeof reference !== 'string' || !/^[a-z][a-z0-9-]*$/.test(reference) || existsSync(file)) return undefined;
  const shipped = fileURLToPath(new URL(`../../scenarios/${reference}.yaml`, import.meta.url));
  return existsSync(shipped) ? shipped : undefined;
}

/** Where a file is named by another, and how. */
type Naming = Pick<Problem, 'where' | 'path' | 'found'>;

/** A file that is not there is told where it is named; what is wrong within one that is there, in it. */
function placedBy(naming: Naming): (problem: Problem) => Problem {
  return (problem) => (problem.message.key === 'scenario.fileMissing' ? { ...problem, ...naming } : problem);
}

/** The file and all that it extends, the base first; problems of all of them. */
export async function readChain(file: string): Promise<{ layers: Layer[]; problems: Problem[] }> {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let namedBy: Naming | undefined;
  for (let next = resolve(file); ; ) {
    seen.add(next);
    const read = await readYaml(next);
    if (Array.isArray(read)) return { layers, problems: namedBy === undefined ? read : read.map(placedBy(namedBy)) };
    const layer: Layer = { ...read, prefix: [] };
    layers.unshift(layer);
    const base = own(read.value, 'extends');
    if (base === undefined) return { layers, problems: [] };
    const named = { where: position(read, stepsAlong(read, ['extends'])), path: 'extends' };
    const fault = (key: MessageKey, values: Record<string, string | number> = {}): Problem => ({
      ...named,
      message: { key, values },
      found: brief(base),
      ...(key === 'scenario.badReference' && { expected: { key: 'scenario.expected.localFile' as const } }),
    });
    const local = localFile(base, dirname(next));
    if (local === undefined) return { layers, problems: [fault('scenario.badReference')] };
    const target = shippedScenario(base, local) ?? local;
    if (seen.has(target)) return { layers, problems: [fault('scenario.extendsCycle')] };
    if (seen.size >= MAX_EXTENDS)
      return { layers, problems: [fault('scenario.extendsTooDeep', { limit: MAX_EXTENDS })] };
    next = target;
    namedBy = { ...named, found: brief(base) };
  }
}

/** The catalogue as the lowest layer, below `incidents`. */
export async function readCatalogue(file: string, naming: Naming): Promise<Layer | Problem[]> {
  const read = await readYaml(file);
  if (Array.isArray(read)) return read.map(placedBy(naming));
  const known = Object.keys(catalogue.shape);
  const strays = Object.keys(read.value).filter((key) => !known.includes(key));
  if (strays.length === 0) return { ...read, prefix: ['incidents'] };
  return strays.map((key) => {
    const meant = suggestion(key, known);
    const where = position(read, stepsAlong(read, [key]));
    return { where, path: key, message: { key: 'scenario.unknownKey' as const }, ...(meant && { suggestion: meant }) };
  });
}

/** All layers as one map, later ones laid on earlier ones; without the keys that only speak of files. */
export function flatten(layers: readonly Layer[]): PlainMap {
  let whole: PlainMap = {};
  for (const { value, prefix } of layers) {
    const { extends: _base, $schema: _schema, ...rest } = value;
    const placed = prefix.reduceRight<PlainMap>((below, key) => ({ [key]: below }), rest);
    whole = merge(whole, placed) as PlainMap;
  }
  return whole;
}
