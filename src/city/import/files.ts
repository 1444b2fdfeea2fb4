import { readFile, stat } from 'node:fs/promises';
import { shown } from '../../scenario/shown-path.ts';
import type { Problems } from './problems.ts';

/** Largest files that are read at all, bytes. */
export const MOST_AREA_BYTES = 100_000_000;
export const MOST_CENSUS_BYTES = 2_000_000;

/** A file of text and the name that messages give it. */
export interface TextFile {
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/** The file's text without a byte order mark; undefined, and a problem told, where it cannot be had or is too large. */
export async function readText(file: string, most: number, problems: Problems): Promise<TextFile | undefined> {
  const name = shown(file);
  try {
    const info = await stat(file);
    if (!info.isFile()) problems.add({ where: name }, 'scenario.notAFile');
    else if (info.size > most) problems.add({ where: name }, 'scenario.tooLarge', { size: info.size, limit: most });
    else return decode(file, name, await readFile(file), problems);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') problems.add({ where: name }, 'scenario.fileMissing');
    else problems.add({ where: name }, 'scenario.fileUnreadable', { detail: code });
  }
  return undefined;
}

function decode(file: string, name: string, bytes: Buffer, problems: Problems): TextFile | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return { file, name, text };
  } catch {
    // Said below, as for a text with zeros in it.
  }
  problems.add({ where: name }, 'scenario.notText');
  return undefined;
}
