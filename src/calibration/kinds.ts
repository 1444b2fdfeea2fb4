import type { Scenario } from '../scenario/schema.ts';
import type { Log } from './log/read.ts';
import type { LogMap } from './map/schema.ts';

/** A kind of the scenario that rows of the log count for. */
export interface LogKind {
  readonly id: string;
  /** As people read it: the category's own text, or the base's name of the kind. */
  readonly name: { readonly en: string; readonly zh: string };
  /** The base scenario has it. */
  readonly known: boolean;
  readonly categories: readonly string[];
}

export interface LogKinds {
  readonly kinds: readonly LogKind[];
  /** Index of the kind of each category of the log. */
  readonly kindOf: Uint16Array;
}

/** Categories with fewer rows are put together, [A]. */
const RARE = 50;
const MOST_KINDS = 200;
const REST = { id: 'otherReports', name: { en: 'Other reports', zh: '其他上报' } };

/** Which kind each category of a log stands for: as the map says, else a kind of its own. */
export function kindsOf(log: Log, map: LogMap, base: Scenario): LogKinds {
  const counts = new Float64Array(log.categories.list.length);
  for (let row = 0; row < log.rows.length; row++) counts[log.rows.category.get(row)]++;
  const found = new Map<string, { kind: Omit<LogKind, 'categories'>; categories: string[] }>();
  const taken = new Set(Object.keys(base.incidents.kinds));
  const order = log.categories.list.map((_, i) => i).sort((a, b) => counts[b] - counts[a] || a - b);
  const kindOf = new Uint16Array(counts.length);
  const ids: string[] = [];
  for (const i of order) {
    if (counts[i] === 0) continue;
    const text = log.categories.list[i];
    const kind = meant(text, counts[i], map, base, taken, found.size);
    const entry = found.get(kind.id) ?? { kind, categories: [] };
    if (text !== '') entry.categories.push(text);
    if (!found.has(kind.id)) ids.push(kind.id);
    found.set(kind.id, entry);
    taken.add(kind.id);
    kindOf[i] = ids.indexOf(kind.id);
  }
  return { kinds: [...found.values()].map(({ kind, categories }) => ({ ...kind, categories })), kindOf };
}

function meant(
  text: string,
  rows: number,
  map: LogMap,
  base: Scenario,
  taken: ReadonlySet<string>,
  sofar: number,
): Omit<LogKind, 'categories'> {
  const named = Object.hasOwn(map.categories ?? {}, text) ? map.categories?.[text] : undefined;
  if (named !== undefined) {
    const known = Object.hasOwn(base.incidents.kinds, named) ? base.incidents.kinds[named] : undefined;
    return { id: named, name: known?.name ?? bothLanguages(text), known: known !== undefined };
  }
  if (text === '' && map.columns.category === undefined) {
    return { id: 'reports', name: { en: 'Reports', zh: '上报' }, known: false };
  }
  if (text === '' || rows < RARE || sofar >= MOST_KINDS) return { ...REST, known: false };
  const words = text.normalize('NFKD').match(/[A-Za-z0-9]+/g) ?? [];
  const camel = words.map((word, i) =>
    i === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1).toLowerCase(),
  );
  const stem = `log${camel.map((word, i) => (i === 0 ? word[0].toUpperCase() + word.slice(1) : word)).join('')}`.slice(
    0,
    56,
  );
  let id = stem;
  for (let number = 2; taken.has(id); number++) id = `${stem}${number}`;
  return { id, name: bothLanguages(text), known: false };
}

function bothLanguages(text: string): LogKind['name'] {
  const name =
    Array.from(text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ''))
      .slice(0, 100)
      .join('') || '?';
  return { en: name, zh: name };
}
