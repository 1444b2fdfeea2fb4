import { readFileSync, statSync } from 'node:fs';
import type { MessageKey } from '../locales/index.ts';
import type { ArgumentReader } from './arguments.ts';

const OTHERS = 0o077;

/**
 * The text of the file that an option names and that nobody else may read; undefined where the option is absent or,
 * which is a problem, where the file will not do.
 */
export function readSecretFile(reader: ArgumentReader, name: string, most: number): string | undefined {
  const text = readSmallFile(reader, name, most);
  const file = reader.texts(name)[0];
  if (text === undefined || file === undefined) return undefined;
  if (process.platform === 'win32' || (statSync(file).mode & OTHERS) === 0) return text;
  tell(reader, name, 'access.fileOpen');
  return undefined;
}

/** As `readSecretFile`, for a file that everybody may read. `most`: bytes. */
export function readSmallFile(reader: ArgumentReader, name: string, most: number): string | undefined {
  const file = reader.text(name);
  if (file === undefined) return undefined;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) tell(reader, name, 'access.noFile');
    else if (stat.size > most) tell(reader, name, 'access.fileTooLarge', { most });
    else return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '?';
    tell(reader, name, 'access.fileUnreadable', { code });
  }
  return undefined;
}

function tell(reader: ArgumentReader, name: string, key: MessageKey, values: Record<string, string | number> = {}) {
  reader.problem({ where: `--${name}`, path: '', message: { key, values } });
}
