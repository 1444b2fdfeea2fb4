import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Message, MessageKey } from '../locales/index.ts';
import { makeFolder } from '../scenario/make-folder.ts';
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
function takeName(draft: string, nameOf: (number: number) => string): string {
  for (let number = 1; ; number++) {
    const folder = nameOf(number);
    try {
      renameSync(draft, folder);
      return folder;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error))) throw error;
    }
  }
}

/** Puts what is in a draft into the empty folder that it lies in: a link, a mount or the working folder stays what it is. */
function moveUp(draft: string, folder: string): void {
  for (const name of readdirSync(draft)) renameSync(join(draft, name), join(folder, name));
  rmdirSync(draft);
}

/**
 * Prepares the folder for a result: `out`, which may be there and empty, or `./gridbeat-results/TIME-NAME` when absent.
 * Throws ResultFolderError where `out` has content or cannot be made. Where another run has filled `out` meanwhile, the
 * result comes to stand beside it, as `OUT-2`.
 */
export function openResultFolder(out: string | undefined, scenarioName: string, now = new Date()): ResultFolder {
  const unusable = (reason: string) =>
    new ResultFolderError(out === '' ? '--out' : (out ?? 'gridbeat-results'), {
      key: 'results.unusable',
      values: { reason },
    });
  if (out === '') throw unusable('ENOENT');
  const folder = out ?? freeName(scenarioName, now);
  const found = entries(folder);
  if ((found ?? 0) > 0) throw new ResultFolderError(folder, { key: 'results.notEmpty' });
  // A link that leads nowhere.
  if (found === undefined && lstatSync(folder, { throwIfNoEntry: false }) !== undefined) throw unusable('ENOENT');
  const name = `.${basename(resolve(folder))}-${randomUUID().slice(0, 8)}`;
  const draft = join(found === undefined ? dirname(resolve(folder)) : folder, name);
  try {
    makeFolder(draft);
  } catch (error) {
    throw unusable(errorCode(error));
  }
  const besides = (number: number) => (number === 1 ? folder : join(dirname(folder), `${basename(folder)}-${number}`));
  return {
    draft,
    publish(files) {
      for (const [file, text] of files) writeFileSync(join(draft, file), text);
      if (out === undefined) return takeName(draft, () => freeName(scenarioName, now));
      if (found === undefined || readdirSync(folder).some((entry) => entry !== name)) return takeName(draft, besides);
      moveUp(draft, folder);
      return folder;
    },
    discard() {
      rmSync(draft, { recursive: true, force: true });
    },
  };
}
