import { z } from 'zod';
import { own, type Path, type Plain } from './plain.ts';

/** What the schema allows at one place. */
export type Place =
  | { readonly kind: 'map'; readonly keys: readonly string[] }
  | { readonly kind: 'names' }
  | { readonly kind: 'list' }
  | { readonly kind: 'single' };

type Schema = z.core.$ZodType;

/** Looks through optional values, transforms, and the variants of a duration (the one whose `dist` the value names). */
function unwrap(schema: Schema, value: Plain | undefined): Schema {
  if (schema instanceof z.ZodOptional) return unwrap(schema.def.innerType, value);
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.in, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const chosen = schema.options.find((option) => variant(option).includes(String(own(value, 'dist'))));
    return chosen ?? schema.options[0] ?? schema;
  }
  return schema;
}

function variant(schema: Schema): string[] {
  const dist = schema instanceof z.ZodObject ? schema.shape.dist : undefined;
  return dist instanceof z.ZodLiteral ? dist.def.values.map(String) : [];
}

/** The schema below `root` at a path, or undefined where the schema does not go so far. */
export function schemaAt(root: Schema, path: Path, value: Plain | undefined): Schema | undefined {
  let schema: Schema | undefined = unwrap(root, value);
  let here = value;
  for (const key of path) {
    here = Array.isArray(here) ? here[Number(key)] : own(here, key);
    let below: Schema | undefined;
    if (schema instanceof z.ZodObject) below = Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
    else if (schema instanceof z.ZodRecord) below = schema.def.valueType;
    else if (schema instanceof z.ZodArray) below = schema.def.element;
    if (below === undefined) return undefined;
    schema = unwrap(below, here);
  }
  return schema;
}

/** What may stand below a place of the schema. */
export function placeOf(schema: Schema): Place {
  if (schema instanceof z.ZodObject) return { kind: 'map', keys: Object.keys(schema.shape) };
  if (schema instanceof z.ZodRecord) return { kind: 'names' };
  return { kind: schema instanceof z.ZodArray ? 'list' : 'single' };
}

/** The names of a discriminated union's variants at a path, e.g. the distributions of a duration. */
export function variantsAt(root: Schema, path: Path, value: Plain | undefined): string[] {
  const parent = schemaAt(root, path.slice(0, -1), value);
  const key = path.at(-1);
  let schema: Schema | undefined;
  if (key !== undefined && parent instanceof z.ZodObject) schema = parent.shape[key];
  else if (parent instanceof z.ZodRecord) schema = parent.def.valueType;
  else if (parent instanceof z.ZodArray) schema = parent.def.element;
  return schema instanceof z.ZodDiscriminatedUnion ? schema.options.flatMap(variant) : [];
}
