import { readFileSync, statSync } from 'node:fs';
import { BackendError } from '../backend-error.ts';

const NAME = 'GRIDBEAT_OPEN311_KEY';
const FILE = 'GRIDBEAT_OPEN311_KEY_FILE';
const LONGEST = 4096;
const OTHERS = 0o077;

/**
 * The api_key for servers that want one: the variable GRIDBEAT_OPEN311_KEY, or the file that GRIDBEAT_OPEN311_KEY_FILE
 * names, which nobody else may read. Undefined without either. Throws BackendError for a file that will not do.
 */
export function readKey(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { [NAME]: key, [FILE]: file } = environment;
  if (key) return key;
  if (!file) return undefined;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > LONGEST) throw new BackendError(FILE, [{ key: 'open311.keyFile' }]);
  if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0)
    throw new BackendError(FILE, [{ key: 'open311.keyFileOpen' }]);
  return readFileSync(file, 'utf8').trim() || undefined;
}
