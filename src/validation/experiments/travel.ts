import { Travel } from '../../field/travel.ts';
import { poissonCount } from '../../kernel/distributions.ts';
import { Draws } from '../../kernel/random.ts';
import { blankScenario } from '../blank.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { PURPOSE } from '../purposes.ts';
import { nearestRightAngle, nearestStraight } from '../theory/spatial.ts';

const SIDE = 8000;
const RESPONDERS = 64;
const DENSITY = RESPONDERS / (SIDE * SIDE);
const BATCHES = 20;
const SCATTERS = 500;
const SOURCE = 'Larson and Odoni (1981), 3.5';

const KEYS = { straight: 'travel.straight', rightAngle: 'travel.rightAngle' } as const;

/** The way to the nearest of responders scattered at random on a torus, by the engine's own distances. */
export function travel(pieces: number): Experiment {
  const common = { theme: 'travel', judging: MEAN, source: SOURCE } as const;
  return {
    name: 'travel',
    pieces,
    seconds: 0.1,
    rows: [
      { key: KEYS.straight, theory: nearestStraight(DENSITY), ...common },
      { key: KEYS.rightAngle, theory: nearestRightAngle(DENSITY), ...common },
    ],
    async run({ seed, piece }) {
      const draws = new Draws(seed, piece);
      const means = (metric: keyof typeof KEYS) => {
        const settings = blankScenario(seed, (blank) => {
          blank.travel.metric = metric;
        }).travel;
        const ways = new Travel(settings, []);
        return Array.from({ length: BATCHES }, (_, batch) => {
          let sum = 0;
          for (let k = 0; k < SCATTERS; k++) sum += nearest(ways, draws, batch * SCATTERS + k);
          return sum / SCATTERS;
        });
      };
      return { [KEYS.straight]: means('straight'), [KEYS.rightAngle]: means('rightAngle') };
    },
  };
}

/** From one point to the nearest of a fresh scatter; across the edges of the torus where that is shorter. */
function nearest(ways: Travel, draws: Draws, scatter: number): number {
  const number = poissonCount(draws, PURPOSE.responders, 0, scatter, RESPONDERS);
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < number; k++) {
    const x = (draws.uniform(PURPOSE.responder, k, scatter, 0) - 0.5) * SIDE;
    const y = (draws.second() - 0.5) * SIDE;
    shortest = Math.min(shortest, ways.distance(0, 0, x, y, 1));
  }
  return shortest;
}
