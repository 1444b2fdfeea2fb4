import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CacheFault, readCache, writeCache } from '../../src/city/cache.ts';
import { loadCity } from '../../src/city/load.ts';
import { hashCity, shareCity } from '../../src/city/shared.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { expectConsistent } from './consistent.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridbeat-city-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the file of a built city', () => {
  const made = tinyCity({ units: 2, exclusiveGrids: 1 });
  const city = { ...made, hash: hashCity(shareCity(made).facts, made) };

  it('gives the city back', async () => {
    const file = join(folder, 'a.city');
    await writeCache(file, 'key', city);
    const back = await readCache(file, 'key');
    expect(back).toEqual(city);
    expect(back?.residentTraits.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('is whole for every reader while several write it at once', async () => {
    const file = join(folder, 'a.city');
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        writeCache(file, 'key', city);
        expect((await readCache(file, 'key'))?.hash).toBe(city.hash);
      }),
    );
    expect(await readdir(folder)).toEqual(['a.city']);
  });

  it('is no error when it is not there', async () => {
    expect(await readCache(join(folder, 'none.city'), 'key')).toBeUndefined();
  });

  it('is noticed when cut short, changed anywhere, or of another key', async () => {
    const file = join(folder, 'a.city');
    await writeCache(file, 'key', city);
    const bytes = await readFile(file);
    await expect(readCache(file, 'other')).rejects.toMatchObject({ key: 'city.cacheOther' });
    for (const length of [0, 10, 100, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(readCache(file, 'key'), `${length} bytes`).rejects.toMatchObject({ key: 'city.cacheLength' });
    }
    for (const at of [2, 400, Math.floor(bytes.length / 2), bytes.length - 20]) {
      const changed = Buffer.from(bytes);
      changed[at] ^= 1;
      await writeFile(file, changed);
      await expect(readCache(file, 'key'), `byte ${at}`).rejects.toThrow(CacheFault);
    }
  });
});

describe('loading a city', () => {
  it('builds once, then reads; notices damage and builds again', async () => {
    const notices: string[] = [];
    const options = { cacheDir: folder, notice: ({ key }: { key: string }) => notices.push(key) };
    const built = await loadCity('yangzhou', 's', options);
    const [file, ...others] = await readdir(folder);
    expect(others).toEqual([]);
    const read = await loadCity('yangzhou', 's', options);
    expect(read.hash).toBe(built.hash);
    expectConsistent(read);
    expect(notices).toEqual([]);

    const bytes = await readFile(join(folder, file));
    await writeFile(join(folder, file), bytes.subarray(0, bytes.length - 1000));
    expect((await loadCity('yangzhou', 's', options)).hash).toBe(built.hash);
    expect(notices).toEqual(['city.cacheLength']);
    expect((await readFile(join(folder, file))).equals(bytes)).toBe(true);
  });

  it('does without a cache folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const notices: string[] = [];
    const options = { cacheDir: join(file, 'sub'), notice: ({ key }: { key: string }) => notices.push(key) };
    expect((await loadCity('yangzhou', 's', options)).residentTraits.length).toBe(4559797);
    expect(notices).toEqual(['city.cacheUnwritable']);
  });

  it('knows no city of another name', async () => {
    await expect(loadCity('atlantis', 's', { cacheDir: folder })).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(loadCity('../yangzhou', 's', { cacheDir: folder })).rejects.toThrow('not the name of a city');
  });
});
