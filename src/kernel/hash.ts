import { endianness } from 'node:os';

const P1 = 0x9e3779b1 | 0;
const P2 = 0x85ebca77 | 0;
const P3 = 0xc2b2ae3d | 0;
const LITTLE_ENDIAN = endianness() === 'LE';

/**
 * Sixty-four bits of identity for results and states: fast, the same on every machine, not cryptographic. Four lanes of
 * multiply and rotate over 32-bit words (after xxHash32). The order and the lengths of what is added count.
 */
export class Hasher {
  private a = P1;
  private b = P2;
  private c = P3;
  private d = 0x27d4eb2f;
  private readonly number = new DataView(new ArrayBuffer(8));

  /** Adds the elements of a typed array (or the bytes of a DataView), whatever the machine's byte order. */
  add(array: ArrayBufferView): this {
    const view = littleEndianView(array);
    const length = view.byteLength;
    const stripes = length & ~15;
    let { a, b, c, d } = this;
    let at = 0;
    for (; at < stripes; at += 16) {
      a = lane(a, view.getInt32(at, true));
      b = lane(b, view.getInt32(at + 4, true));
      c = lane(c, view.getInt32(at + 8, true));
      d = lane(d, view.getInt32(at + 12, true));
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    for (; at + 4 <= length; at += 4) this.word(view.getInt32(at, true));
    for (; at < length; at++) this.word(view.getUint8(at));
    this.word(length | 0);
    return this;
  }

  /** Adds one double; 0 and -0 are the same number. */
  addNumber(x: number): this {
    this.number.setFloat64(0, x + 0, true);
    this.word(this.number.getInt32(0, true));
    this.word(this.number.getInt32(4, true));
    return this;
  }

  /** Sixteen hexadecimal digits of all that was added so far; more may be added afterwards. */
  hex(): string {
    const high = avalanche(this.a ^ rotate(this.b, 7) ^ rotate(this.c, 12) ^ rotate(this.d, 18));
    const low = avalanche(Math.imul(this.a, P3) + Math.imul(this.b, P1) + rotate(this.c, 5) + Math.imul(this.d, P2));
    return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
  }

  private word(word: number): void {
    const a = lane(this.a, word);
    this.a = this.b;
    this.b = this.c;
    this.c = this.d;
    this.d = a;
  }
}

/** Sixteen bits of a name (FNV-1a, folded): they key draws by what a thing is called, wherever it stands in a list. */
export function nameId(name: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 16_777_619);
  return (h ^ (h >>> 16)) & 0xffff;
}

function lane(state: number, word: number): number {
  return Math.imul(rotate((state + Math.imul(word, P2)) | 0, 13), P1);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function avalanche(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 15), P2);
  x = Math.imul(x ^ (x >>> 13), P3);
  return (x ^ (x >>> 16)) >>> 0;
}

function littleEndianView(array: ArrayBufferView): DataView {
  const width = 'BYTES_PER_ELEMENT' in array ? Number(array.BYTES_PER_ELEMENT) : 1;
  if (LITTLE_ENDIAN || width === 1) return new DataView(array.buffer, array.byteOffset, array.byteLength);
  const bytes = Buffer.from(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  if (width === 2) bytes.swap16();
  else if (width === 4) bytes.swap32();
  else bytes.swap64();
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
