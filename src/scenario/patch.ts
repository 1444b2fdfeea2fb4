import type { MessageKey } from '../locales/index.ts';
import { isForbidden, isMap, merge, own, type Path, type Plain, type PlainMap } from './plain.ts';
import { brief, type Problem } from './problem.ts';
import { scenario } from './schema.ts';
import { placeOf, schemaAt } from './schema-walk.ts';
import { suggestion } from './suggest.ts';
import { parseValue } from './yaml-file.ts';

/** `PATH=VALUE` as it was typed after `--set`, or what an option stands for, e.g. `--days`. */
export type Setting = string | { readonly text: string; readonly option: string };

/** One setting, read. */
export interface Patch {
  readonly path: Path;
  readonly value: Plain;
  /** How it is named in messages. */
  readonly label: string;
}

/** Reads `PATH=VALUE`: keys by dots, list elements by index (`a.0.b` or `a[0].b`), the value as YAML. */
export function parsePatch(setting: Setting): Patch | Problem {
  const text = typeof setting === 'string' ? setting : setting.text;
  const label = typeof setting === 'string' ? typed(text) : setting.option;
  const fault = (key: MessageKey, path = ''): Problem => ({
    where: label,
    path,
    message: { key },
    ...(key === 'scenario.badSet' && { expected: { key: 'scenario.expected.set' as const } }),
    ...(key === 'scenario.badSetValue' && { found: brief(text.slice(text.indexOf('=') + 1)) }),
  });
  const split = text.indexOf('=');
  if (split < 1) return fault('scenario.badSet');
  const path = text
    .slice(0, split)
    .trim()
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.');
  if (path.some((key) => key === '') || path.length > 40) return fault('scenario.badSet');
  const forbidden = path.find(isForbidden);
  if (forbidden !== undefined) return fault('scenario.forbiddenKey', path.join('.'));
  const value = parseValue(text.slice(split + 1));
  return value === undefined ? fault('scenario.badSetValue', path.join('.')) : { path, value, label };
}

function typed(text: string): string {
  const letters = Array.from(text.slice(0, 400));
  return `--set ${letters.length > 100 ? `${letters.slice(0, 99).join('')}…` : text}`;
}

/**
 * Whether a patch's path leads somewhere: every key known to the schema, every name (of a kind, a team) and every
 * element of a list there already. A new name may be given with a whole map or list as its value.
 */
export function checkPath(root: PlainMap, patch: Patch): Problem | undefined {
  let here: Plain | undefined = root;
  for (const [depth, key] of patch.path.entries()) {
    const above = patch.path.slice(0, depth);
    const path = patch.path.slice(0, depth + 1).join('.');
    const schema = schemaAt(scenario, above, root);
    const place = schema === undefined ? undefined : placeOf(schema);
    const fault = (message: Problem['message'], known: readonly string[]): Problem => {
      const meant = suggestion(key, known);
      return {
        where: patch.label,
        path,
        message,
        found: brief(patch.value),
        ...(meant && { suggestion: meant }),
      };
    };
    if (place?.kind === 'map') {
      if (!place.keys.includes(key)) return fault({ key: 'scenario.unknownKey' }, place.keys);
    } else if (place?.kind === 'names') {
      const known: string[] = isMap(here) ? Object.keys(here) : [];
      const isNew = depth === patch.path.length - 1 && typeof patch.value === 'object' && patch.value !== null;
      if (!isNew && !known.includes(key)) return fault({ key: 'scenario.unknownName', values: { name: key } }, known);
    } else if (place?.kind === 'list') {
      const length = Array.isArray(here) ? here.length : 0;
      if (!/^\d{1,6}$/.test(key) || Number(key) >= length)
        return fault({ key: 'scenario.noIndex', values: { length } }, []);
    } else {
      return fault({ key: 'scenario.nothingBelow', values: { path: above.join('.') } }, []);
    }
    here = Array.isArray(here) ? here[Number(key)] : own(here, key);
  }
  return undefined;
}

/** `root` with a checked patch laid on it: maps merge, everything else is replaced, null takes an entry away. */
export function applyPatch(root: Plain | undefined, path: Path, value: Plain): Plain {
  const [key, ...rest] = path;
  if (key === undefined) return merge(root, value);
  if (Array.isArray(root)) {
    return root.map((element, index) => (index === Number(key) ? applyPatch(element, rest, value) : element));
  }
  // What stands in the place of a map is left for the check to find.
  if (root !== undefined && root !== null && !isMap(root)) return root;
  const map: PlainMap = { ...root };
  if (rest.length === 0 && value === null && Object.hasOwn(map, key)) delete map[key];
  else map[key] = applyPatch(own(map, key), rest, value);
  return map;
}
