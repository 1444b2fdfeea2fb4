import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, lstatSync, openSync, realpathSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Writes all of it to an open file. The system may take a part and say so only once: a disk that becomes full throws. */
export function writeAll(file: number, data: string | Uint8Array): void {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/**
 * Writes files, each whole, and either all of them or none: under temporary names beside them, which take their places once
 * all are written. `sync`: not before they are on the disk. Throws the system's error; what was there then stays as it was.
 */
export function writeWhole(files: Readonly<Record<string, string | Uint8Array>>, sync = true): void {
  const drafts: [draft: string, path: string][] = [];
  try {
    for (const [given, data] of Object.entries(files)) {
      const path = targetOf(given);
      const draft = `${path}.${randomBytes(4).toString('hex')}`;
      const file = openSync(draft, 'wx');
      drafts.push([draft, path]);
      try {
        writeAll(file, data);
        if (sync) fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
    for (const [draft, path] of drafts) renameSync(draft, path);
  } catch (error) {
    for (const [draft] of drafts) rmSync(draft, { force: true });
    throw error;
  }
}

/** A link stays one: what it leads to is written. */
function targetOf(path: string): string {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ? realpathSync(path) : path;
}
