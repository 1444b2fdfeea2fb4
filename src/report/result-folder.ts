import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Message, MessageKey } from '../locales/index.ts';
import type { Problem } from '../scenario/problem.ts';

/** The folder asked for cannot take a result; nothing was written. */
export class ResultFolderError extends Error {
  override readonly name = 'ResultFolderError';
  readonly problems: readonly Problem[];

  constructor(folder: string, message: Message<MessageKey>) {
    super(message.key);
    this.problems = [{ where: folder, path: '', message }];
  }
}

/** A folder of results that appears whole or not at all: files gather in a hidden sibling until `publish`. */
export interface ResultFolder {
  /** Where files may be written meanwhile. */
  readonly draft: string;
  /** Writes the files beside what is in the draft and gives the folder its name; returns that. */
  publish(files: ReadonlyMap<string, string>): string;
  /** Removes the draft; nothing happens after `publish`. */
  discard(): void;
}

const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** How many entries a folder has; undefined where there is none. Throws where the path is something else. */
function entries(folder: string): number | undefined {
  try {
    return readdirSync(folder).length;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new ResultFolderError(folder, { key: 'results.unusable', values: { reason: errorCode(error) } });
  }
}

/** Level by level, because Node's own recursive mkdir never ends where a file system (as /proc) denies with ENOENT. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another run may have made it just now.
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/** TIME-NAME below `gridbeat-results`, numbered from the second of the same name on. */
function freeName(scenarioName: string, now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  const name = scenarioName.replace(/[^\p{L}\p{N}_-]+/gu, '-').replace(/^-+|-+$/g, '') || 'run';
  const base = join('gridbeat-results', `${time}-${name}`);
  for (let number = 1; ; number++) {
    const folder = number === 1 ? base : `${base}-${number}`;
    if (entries(folder) === undefined) return folder;
  }
}

/** Gives a draft the first free name; other runs of the same second may take one between the look and the renaming. */
function takeName(draft: string, scenarioName: string, now: Date): string {
  for (;;) {
    const folder = freeName(scenarioName, now);
    try {
      renameSync(draft, folder);
      return folder;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
    }
  }
}

/**
 * Prepares the folder for a result: `out`, or `./gridbeat-results/TIME-NAME` when absent. Throws ResultFolderError
 * where `out` has content or cannot be made.
 */
export function openResultFolder(out: string | undefined, scenarioName: string, now = new Date()): ResultFolder {
  const folder = out ?? freeName(scenarioName, now);
  if ((entries(folder) ?? 0) > 0) throw new ResultFolderError(folder, { key: 'results.notEmpty' });
  const parent = dirname(resolve(folder));
  const draft = join(parent, `.${basename(folder)}-${randomUUID().slice(0, 8)}`);
  try {
    makeFolder(draft);
  } catch (error) {
    throw new ResultFolderError(folder, { key: 'results.unusable', values: { reason: errorCode(error) } });
  }
  return {
    draft,
    publish(files) {
      for (const [name, text] of files) writeFileSync(join(draft, name), text);
      if (out === undefined) return takeName(draft, scenarioName, now);
      if (entries(folder) === 0) rmdirSync(folder);
      renameSync(draft, folder);
      return folder;
    },
    discard() {
      rmSync(draft, { recursive: true, force: true });
    },
  };
}
