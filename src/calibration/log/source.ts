import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Problem, ScenarioError } from '../../scenario/problem.ts';

const BLOCK = 1 << 18;

/** A file's bytes, unpacked where they are packed. */
export interface Source {
  /** Chains of streams end with an error of any of them: use `stream/promises`' pipeline. */
  readonly streams: readonly [NodeJS.ReadableStream, ...NodeJS.ReadWriteStream[]];
}

/**
 * Opens a log. `progress` is told how many of its bytes were read and how many there are. Throws `ScenarioError` where
 * there is no such file.
 */
export async function openSource(file: string, progress: (read: number, size: number) => void): Promise<Source> {
  const fault = (problem: Omit<Problem, 'where' | 'path'>) =>
    new ScenarioError([{ where: file, path: '', ...problem }]);
  let size: number;
  let packed: boolean;
  try {
    const info = await stat(file);
    if (!info.isFile()) throw fault({ message: { key: 'scenario.notAFile' } });
    size = info.size;
    packed = await isGzip(file);
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw fault({
      message:
        code === 'ENOENT'
          ? { key: 'scenario.fileMissing' }
          : { key: 'scenario.fileUnreadable', values: { detail: code } },
    });
  }
  const input = createReadStream(file, { highWaterMark: BLOCK });
  let read = 0;
  const counted = new Transform({
    readableHighWaterMark: BLOCK,
    transform(block: Buffer, _encoding, done) {
      read += block.length;
      progress(read, size);
      done(null, block);
    },
  });
  return { streams: packed ? [input, counted, createGunzip({ chunkSize: BLOCK })] : [input, counted] };
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
