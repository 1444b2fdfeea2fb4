import { open } from 'node:fs/promises';
import { writeWhole } from '../kernel/write-whole.ts';
import type { MessageKey } from '../locales/index.ts';
import { byteLength, type Sizes, viewArrays } from './arrays.ts';
import type { City } from './city.ts';
import { type CityFacts, cityFromShared, hashCity, shareCity } from './shared.ts';

/**
 * One file per city: eight bytes of magic, the length of the header (uint32), the header as JSON padded with spaces to a
 * multiple of eight, then the bytes of the city's one buffer as they lie in memory.
 */
const MAGIC = 'GRIDCITY';
const PREFIX = 16;

interface Header {
  readonly key: string;
  readonly sizes: Sizes;
  readonly facts: Omit<CityFacts, 'unitOutlines' | 'waters'>;
  readonly unitOutlines: readonly (readonly (readonly number[])[])[];
  readonly waters: readonly (readonly number[])[];
}

/** A file is no whole city: `key` is a message about the `file`. */
export class CacheFault extends Error {
  override readonly name = 'CacheFault';
  readonly key: MessageKey;

  constructor(key: MessageKey) {
    super(key);
    this.key = key;
  }
}

/**
 * Writes the city under a temporary name and renames it, so that no reader ever sees half of it.
 * Throws the file system's errors.
 */
export function writeCache(file: string, key: string, city: City): void {
  const { facts, sizes, buffer } = shareCity(city);
  const { unitOutlines, waters, ...rest } = facts;
  const header: Header = {
    key,
    sizes,
    facts: rest,
    unitOutlines: unitOutlines.map((rings) => rings.map((ring) => Array.from(ring))),
    waters: waters.map((ring) => Array.from(ring)),
  };
  const json = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, ' ');
  json.copy(padded);
  const prefix = Buffer.alloc(PREFIX);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(padded.length, MAGIC.length);
  const bytes = Buffer.concat([prefix, padded, new Uint8Array(buffer)]);
  writeWhole({ [file]: bytes }, false);
}

/**
 * The city in the file, read straight into shared memory; undefined if there is no such file. Throws a CacheFault, or
 * what reading threw, if the file is not the whole and undamaged city of this key: then it is to be built again.
 */
export async function readCache(file: string, key: string): Promise<City | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const read = async (into: Uint8Array, position: number): Promise<void> => {
      for (let done = 0; done < into.length; ) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
        if (bytesRead === 0) throw new CacheFault('city.cacheLength');
        done += bytesRead;
      }
    };
    const { size } = await handle.stat();
    const prefix = Buffer.alloc(PREFIX);
    await read(prefix, 0);
    if (prefix.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new CacheFault('city.cacheNoCity');
    const headerLength = prefix.readUInt32LE(MAGIC.length);
    if (PREFIX + headerLength > size) throw new CacheFault('city.cacheLength');
    const json = Buffer.alloc(headerLength);
    await read(json, PREFIX);
    const header = parseHeader(json);
    if (header.key !== key) throw new CacheFault('city.cacheOther');
    const bytes = byteLength(header.sizes);
    if (PREFIX + headerLength + bytes !== size) throw new CacheFault('city.cacheLength');
    const buffer = new SharedArrayBuffer(bytes);
    await read(new Uint8Array(buffer), PREFIX + headerLength);
    const facts: CityFacts = {
      ...header.facts,
      unitOutlines: header.unitOutlines.map((rings) => rings.map((ring) => Float64Array.from(ring))),
      waters: header.waters.map((ring) => Float64Array.from(ring)),
    };
    if (hashCity(facts, viewArrays(buffer, header.sizes)) !== facts.hash) throw new CacheFault('city.cacheChanged');
    return cityFromShared({ facts, sizes: header.sizes, buffer });
  } finally {
    await handle.close();
  }
}

function parseHeader(json: Buffer): Header {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    throw new CacheFault('city.cacheNoCity');
  }
}
