import type { Node } from 'yaml';
import { isScalar } from 'yaml';
import { type Layer, layerOf } from './layers.ts';
import type { Patch } from './patch.ts';
import { isMap, own, type Path, type Plain, type PlainMap } from './plain.ts';
import { scenario } from './schema.ts';
import type { Step } from './yaml-file.ts';

/** One value of a scenario and where it comes from. */
export interface Assumption {
  /** E.g. `staffing.gridWorkers.perGrid`. A list and a duration are one assumption each. */
  readonly path: string;
  readonly value: Plain;
  /** `N`, `D`, `R`, `A`, `log` (a city's own log), `S33`, or several as in `S33, S72`; `set` for a value given by --set; empty where none is given. */
  readonly label: string;
  readonly note: string;
}

/** Names and file references are no assumptions. */
const NOT_ASSUMED = new Set(['name', 'title', 'catalogue', 'targets', 'class', 'channel', 'object']);
const LABEL = /^\s*\[((?:N|D|R|A|log|S\d+)(?:,\s*(?:N|D|R|A|log|S\d+))*)\]\s*(.*)$/;

/** The label and the note of a comment such as ` [S33, A] 41 minutes`; undefined where it has no label. */
export function readLabel(comment: string): { label: string; note: string } | undefined {
  const [, label, note] = LABEL.exec(comment) ?? [];
  return label === undefined ? undefined : { label, note: note ?? '' };
}

/**
 * Every value with the label in the comment beside it, else beside the nearest map or list above it in the same file. A
 * file that extends another thus answers for what it changes.
 */
export function assumptionsOf(root: PlainMap, layers: readonly Layer[], patches: readonly Patch[]): Assumption[] {
  const inOrder = Object.fromEntries(
    Object.keys(scenario.shape).flatMap((key) => (key in root ? [[key, root[key]]] : [])),
  );
  return leaves(inOrder, []).map(({ path, value }) => {
    const text = path.join('.');
    if (patches.some((patch) => overlaps(patch.path, path))) return { path: text, value, label: 'set', note: '' };
    const found = layerOf(layers, path);
    return { path: text, value, ...((found?.whole && inherited(found.steps)) || { label: '', note: '' }) };
  });
}

function leaves(value: Plain, path: Path): { path: Path; value: Plain }[] {
  if (!isMap(value) || own(value, 'dist') !== undefined) return [{ path, value }];
  return Object.entries(value).flatMap(([key, below]) => (NOT_ASSUMED.has(key) ? [] : leaves(below, [...path, key])));
}

function overlaps(a: Path, b: Path): boolean {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((key, index) => key === b[index]);
}

function inherited(steps: readonly Step[]): { label: string; note: string } | undefined {
  for (const step of steps.toReversed()) {
    const comments = [step.value?.comment, beside(step.value), step.key?.comment, step.key?.commentBefore];
    for (const comment of comments) {
      const lines = comment?.split('\n') ?? [];
      const read = lines.map(readLabel).find((line) => line !== undefined);
      if (read !== undefined) return read;
    }
  }
  return undefined;
}

/** The comment after `key:` is kept as the one before the value's first line; what follows it are comments of their own. */
function beside(value: Node | undefined): string | undefined {
  return isScalar(value) ? undefined : value?.commentBefore?.split('\n')[0];
}
