const ROTATIONS = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
] as const;

/** The fifth word of the key schedule. */
export function threefry4x32Parity(key: Uint32Array): number {
  return (0x1bd11bda ^ key[0] ^ key[1] ^ key[2] ^ key[3]) >>> 0;
}

/**
 * Threefry4x32 in its plain form, for any number of rounds: four uint32 words from four key and four counter words
 * (Salmon et al., SC 2011). The reference that the unrolled block of `Draws` is tested against.
 */
export function threefry4x32(key: Uint32Array, counter: Uint32Array, rounds: number): Uint32Array {
  const schedule = Uint32Array.of(...key, threefry4x32Parity(key));
  const x = counter.map((word, i) => word + key[i]);
  const mix = (i: number, j: number, rotation: number) => {
    x[i] += x[j];
    x[j] = ((x[j] << rotation) | (x[j] >>> (32 - rotation))) ^ x[i];
  };
  for (let round = 0; round < rounds; round++) {
    const [first, second] = ROTATIONS[round % 8];
    mix(0, round % 2 === 0 ? 1 : 3, first);
    mix(2, round % 2 === 0 ? 3 : 1, second);
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      for (let i = 0; i < 4; i++) x[i] += schedule[(injection + i) % 5];
      x[3] += injection;
    }
  }
  return x;
}
