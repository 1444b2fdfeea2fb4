import { z } from 'zod';
import { findings } from '../../scenario/issues.ts';
import type { Plain } from '../../scenario/plain.ts';
import { position, readYaml, stepsAlong } from '../../scenario/yaml-file.ts';
import { LEVELS } from './area.ts';
import type { Problems } from './problems.ts';

const heading = z.string().min(1).max(200);

/** The map file: which heading of the city's files means what, in YAML. Everything in it may be left out. */
const importMap = z.strictObject({
  /** Our column -> the city's heading. */
  columns: z
    .strictObject({
      code: heading,
      name: heading,
      nameEn: heading,
      parent: heading,
      level: heading,
      kind: heading,
      residents: heading,
      households: heading,
      km2: heading,
      longitude: heading,
      latitude: heading,
      wkt: heading,
    })
    .partial()
    .default({}),
  /** The city's word for a level -> ours, or `skip` for a level that we do not have. */
  levels: z.record(heading, z.enum([...LEVELS, 'skip'])).default({}),
  /** The city's word for a kind of area -> ours. */
  kinds: z.record(heading, heading).default({}),
  /** Headings to pass over. */
  ignore: z.union([z.literal('all'), z.array(heading).max(1000)]).default([]),
});
export type ImportMap = z.infer<typeof importMap>;

/** The map for files that need none. */
export const NO_MAP: ImportMap = importMap.parse({});

/** Reads a map file; everything wrong with it is told with line and column. */
export async function readMap(file: string, problems: Problems): Promise<ImportMap> {
  const read = await readYaml(file);
  if (Array.isArray(read)) {
    problems.take(read);
    return NO_MAP;
  }
  const checked = importMap.safeParse(read.value);
  if (checked.success) return checked.data;
  const wrong = findings(importMap, read.value as Plain, checked.error.issues);
  problems.take(wrong.map(({ at, ...rest }) => ({ where: position(read, stepsAlong(read, at)), ...rest })));
  return NO_MAP;
}
