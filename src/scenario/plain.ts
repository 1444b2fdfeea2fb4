/** What a YAML file holds once read: plain data without cycles and without keys that reach into prototypes. */
export type Plain = string | number | boolean | null | Plain[] | PlainMap;
export interface PlainMap {
  [key: string]: Plain;
}
export type Path = readonly string[];

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 40;
const MAX_VALUES = 400_000;

/** Keys that would reach into JavaScript's prototypes. */
export function isForbidden(key: string): boolean {
  return FORBIDDEN.has(key);
}

/** Only for what has been read as `Plain`: the values of a map are not looked at. */
export function isMap(value: unknown): value is PlainMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key, or undefined. */
export function own(map: Plain | undefined, key: string): Plain | undefined {
  return isMap(map) && Object.hasOwn(map, key) ? map[key] : undefined;
}

/** The value under a path (list elements by index), or undefined. */
export function valueAt(root: Plain | undefined, path: Path): Plain | undefined {
  let value = root;
  for (const key of path) value = Array.isArray(value) ? value[Number(key)] : own(value, key);
  return value;
}

/** Why a value was not taken over. */
export class UnfitValue extends Error {
  readonly reason: 'forbiddenKey' | 'tooDeep' | 'tooManyAliases';
  readonly path: Path;

  constructor(reason: UnfitValue['reason'], path: Path) {
    super(reason);
    this.reason = reason;
    this.path = path;
  }
}

/**
 * A deep copy as plain data. Depth and number of values are bounded, so that a small file whose aliases multiply or lead
 * back to themselves cannot fill the memory. Throws `UnfitValue`.
 */
export function toPlain(value: unknown): Plain {
  let values = 0;
  const copy = (from: unknown, path: Path): Plain => {
    values += 1;
    if (values > MAX_VALUES) throw new UnfitValue('tooManyAliases', []);
    if (path.length > MAX_DEPTH) throw new UnfitValue('tooDeep', path.slice(0, 3));
    if (Array.isArray(from)) return from.map((element, index) => copy(element, [...path, String(index)]));
    if (typeof from !== 'object' || from === null) return scalar(from);
    const result: PlainMap = {};
    for (const [key, element] of Object.entries(from)) {
      if (isForbidden(key)) throw new UnfitValue('forbiddenKey', [...path, key]);
      result[key] = copy(element, [...path, key]);
    }
    return result;
  };
  return copy(value, []);
}

function scalar(value: unknown): Plain {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : String(value);
}

/**
 * `over` laid on `base`: maps merge key by key, everything else is replaced, and null takes an entry of the base away.
 * A duration that names its `dist` replaces the other as a whole, whose parameters mean nothing to it.
 */
export function merge(base: Plain | undefined, over: Plain): Plain {
  if (!isMap(base) || !isMap(over) || own(over, 'dist') !== undefined) return over;
  const result: PlainMap = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null && Object.hasOwn(base, key)) delete result[key];
    else result[key] = merge(own(base, key), value);
  }
  return result;
}
