import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Layer, layerOf, localFile, whereIs } from './layers.ts';
import type { Patch } from './patch.ts';
import { brief, type Problem } from './problem.ts';

const PATH = ['city', 'folder'];

/** The folder of an imported city. */
export interface CityFolder {
  readonly folder: string;
  /** Of its `city.json`, which holds the checksums of all else: another city is another scenario. */
  readonly identity: string;
}

/** Where `city.folder` leads, from the file or the working directory (for a patch) that names it; else what is wrong. */
export function findCityFolder(
  written: string,
  layers: readonly Layer[],
  patches: readonly Patch[],
): CityFolder | Problem {
  const patch = patches.findLast(({ path }) => PATH.every((key, i) => path[i] === undefined || path[i] === key));
  const from = patch === undefined ? layerOf(layers, PATH)?.layer.file : undefined;
  const folder = localFile(written, from === undefined ? process.cwd() : dirname(from));
  try {
    if (folder === undefined) throw new Error('not local');
    const identity = createHash('sha256')
      .update(readFileSync(join(folder, 'city.json')))
      .digest('hex');
    return { folder, identity };
  } catch {
    const where = patch === undefined ? whereIs(layers, PATH) : patch.label;
    const expected = { key: 'cityImport.expected.folder' } as const;
    return { where, path: PATH.join('.'), message: { key: 'cityImport.noFolder' }, found: brief(written), expected };
  }
}
