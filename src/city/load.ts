import { createHash } from 'node:crypto';
import { join } from 'node:path';
import envPaths from 'env-paths';
import type { Message, MessageKey } from '../locales/index.ts';
import { makeFolder } from '../scenario/make-folder.ts';
import { CacheFault, readCache, writeCache } from './cache.ts';
import type { City } from './city.ts';
import { readCitySource } from './source.ts';

/** Raised whenever the same fixtures and seed would give other bytes than before. */
const BUILD_VERSION = 11;

export interface LoadOptions {
  /** Folder of the cache instead of the platform's. */
  readonly cacheDir?: string;
  /** Folder that `city import` has written; it goes before the name. */
  readonly folder?: string | undefined;
  /** Build even if the cache has it. */
  readonly rebuild?: boolean;
  /** Told what a user may want to know: a damaged cache was rebuilt, the cache folder cannot be written. */
  readonly notice?: (message: Message<MessageKey>) => void;
}

/**
 * The city of this name and seed: from the cache if it is there and whole, else built and put there. Rejects with ENOENT
 * if Gridbeat has no fixtures of that name. A cache that cannot be read or written only costs time.
 */
export async function loadCity(name: string, seed: string, options: LoadOptions = {}): Promise<City> {
  const { cacheDir = envPaths('gridbeat', { suffix: '' }).cache, rebuild = false, notice = () => {} } = options;
  const source = await readCitySource(name, options.folder);
  const key = contentKey(source.texts, seed);
  const file = join(cacheDir, `${source.name}-${key.slice(0, 16)}.city`);
  if (!rebuild) {
    try {
      const city = await readCache(file, key);
      if (city !== undefined) return city;
    } catch (error) {
      notice(toldOf(error, file, 'city.cacheDamaged'));
    }
  }
  const city = await source.build(seed);
  try {
    makeFolder(cacheDir);
    writeCache(file, key, city);
  } catch (error) {
    notice(toldOf(error, file, 'city.cacheUnwritable'));
  }
  return city;
}

function contentKey(texts: Readonly<Record<string, string>>, seed: string): string {
  const hash = createHash('sha256').update(JSON.stringify([BUILD_VERSION, seed]));
  for (const [file, text] of Object.entries(texts)) hash.update(`\n${file} ${text.length}\n${text}`);
  return hash.digest('hex');
}

/** The file's own fault in the user's words; anything else, under `otherwise`, in the system's. */
function toldOf(error: unknown, file: string, otherwise: MessageKey): Message<MessageKey> {
  if (error instanceof CacheFault) return { key: error.key, values: { file } };
  return { key: otherwise, values: { file, why: error instanceof Error ? error.message : String(error) } };
}
