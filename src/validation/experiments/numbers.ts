import { Draws } from '../../kernel/random.ts';
import { threefry4x32 } from '../../kernel/threefry.ts';
import { type Experiment, MEAN, type Row } from '../experiment.ts';
import { PURPOSE } from '../purposes.ts';
import { distanceFromUniform } from '../theory/kolmogorov.ts';

/** Random123, tests/kat_vectors, threefry4x32: rounds, counter, key, answer. */
const KNOWN_ANSWERS = `
13 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 531c7e4f 39491ee5 2c855a92 3d6abf9a
13 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff c4189358 1c9cc83a d5881c67 6a0a89e0
13 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 4aa71d8f 734738c2 431fc6a8 ae6debf1
20 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 9c6ca96a e17eae66 fc10ecd4 5256a7d8
20 ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff ffffffff 2a881696 57012287 f6c7446e a16a6732
20 243f6a88 85a308d3 13198a2e 03707344 a4093822 299f31d0 082efa98 ec4e6c89 59cd1dbb b8879579 86b5d00c ac8b6d84
`
  .trim()
  .split('\n');
const SOURCE = 'Salmon et al. (2011), Random123';
const ANSWERS = 'numbers.answers';
const BLOCKS = 'numbers.blocks';
const TRIED_BLOCKS = 1000;

function isRight(line: string): boolean {
  const [rounds, ...hex] = line.split(' ');
  const words = Uint32Array.from(hex, (word) => Number.parseInt(word, 16));
  const answer = threefry4x32(words.slice(4, 8), words.slice(0, 4), Number(rounds));
  return answer.every((word, i) => word === words[8 + i]);
}

/** The engine's own blocks against the plain form that the known answers are for. */
function rightBlocks(draws: Draws, replication: number): number {
  let right = 0;
  for (let id = 0; id < TRIED_BLOCKS; id++) {
    draws.block(PURPOSE.stream, id * 7, id, id * 3);
    const words = threefry4x32(draws.key, Uint32Array.of(replication, PURPOSE.stream + 256 * id * 3, id, id * 7), 13);
    if (draws.w0 === words[0] && draws.w1 === words[1] && draws.w2 === words[2] && draws.w3 === words[3]) right++;
  }
  return right;
}

/** Pairs of draws whose keys are neighbours in one word. */
const NEIGHBOURS = {
  replication: (own: Draws, next: Draws, id: number) =>
    [own, next].map((draws) => draws.uniform(PURPOSE.stream, 0, id, 0)),
  purpose: (own: Draws, _: Draws, id: number) => [0, 1].map((more) => own.uniform(PURPOSE.stream + more, 0, id, 0)),
  identity: (own: Draws, _: Draws, id: number) =>
    [0, 1].map((more) => own.uniform(PURPOSE.stream, 0, 2 * id + more, 0)),
  attempt: (own: Draws, _: Draws, id: number) => [0, 1].map((more) => own.uniform(PURPOSE.stream, 0, id, more)),
  words: (own: Draws, _: Draws, id: number) => [own.uniform(PURPOSE.stream, 0, id, 0), own.second()],
} as const;
const NAMES = Object.keys(NEIGHBOURS) as (keyof typeof NEIGHBOURS)[];
const BATCHES = 20;
const PAIRS = 4000;
const UNIFORM = 'numbers.uniform';

/** Known answers, and independence of streams whose keys differ by one. */
export function numbers(pieces: number): Experiment {
  const equal = { by: 'equal', tolerance: 0 } as const;
  const theme = 'numbers' as const;
  return {
    name: 'numbers',
    pieces,
    seconds: 0.2,
    rows: [
      { key: ANSWERS, theme, theory: KNOWN_ANSWERS.length, judging: equal, source: SOURCE },
      { key: BLOCKS, theme, theory: TRIED_BLOCKS, judging: equal, source: SOURCE },
      { key: UNIFORM, theme, theory: 0, judging: { by: 'atMost' }, source: 'Kolmogorov (1933)' },
      ...NAMES.map(
        (name): Row => ({ key: `numbers.${name}`, theme, theory: 0, judging: MEAN, source: 'independence' }),
      ),
    ],
    async run({ seed, piece }) {
      const own = new Draws(seed, piece);
      const next = new Draws(seed, piece + 1);
      const uniforms = Array.from({ length: BATCHES * PAIRS }, (_, id) => own.uniform(PURPOSE.stream, 1, id, 0));
      const correlations = NAMES.map((name): [string, number[]] => [
        `numbers.${name}`,
        Array.from({ length: BATCHES }, (_, batch) =>
          correlation((id) => NEIGHBOURS[name](own, next, batch * PAIRS + id)),
        ),
      ]);
      return {
        [ANSWERS]: [KNOWN_ANSWERS.filter(isRight).length],
        [BLOCKS]: [rightBlocks(own, piece)],
        [UNIFORM]: [distanceFromUniform(uniforms)],
        ...Object.fromEntries(correlations),
      };
    },
  };
}

/** Of uniforms, whose mean and variance are known: 12 E[(u - 1/2)(v - 1/2)]. */
function correlation(pair: (id: number) => number[]): number {
  let sum = 0;
  for (let id = 0; id < PAIRS; id++) {
    const [u = 0, v = 0] = pair(id);
    sum += (u - 0.5) * (v - 0.5);
  }
  return (12 * sum) / PAIRS;
}
