import { z } from 'zod';
import { readYaml } from './yaml-file.ts';

const sources = z.record(
  z.string().regex(/^S\d+$/),
  z.strictObject({ title: z.string(), address: z.url().optional() }).readonly(),
);

/** A document that a number was read in. */
export type Source = z.infer<typeof sources>[string];

/** The documents that labels such as [S33] stand for. Throws where the file is not such a list. */
export async function loadSources(file: string): Promise<Readonly<Record<string, Source>>> {
  const read = await readYaml(file);
  if (Array.isArray(read)) throw new Error(`${file}: ${read.map(({ message }) => message.key).join(', ')}`);
  return sources.parse(read.value);
}
