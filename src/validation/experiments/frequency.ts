import { tinyCity } from '../../city/tiny.ts';
import { SILENT } from '../../field/observer.ts';
import { DAY, HOUR } from '../../kernel/time.ts';
import { blankScenario } from '../blank.ts';
import { type Experiment, MEAN } from '../experiment.ts';
import { Idle } from '../idle.ts';

const WORKERS = 40;
/** Share of days on which a worker is away, drawn anew each day. */
const AWAY = 0.3;
const CORNERS = 6;
/** Metres from corner to corner of a hexagon of streets, walked at one metre a second: once round in two hours. */
const STREET = 1200;
const STREET_LENGTH = CORNERS * STREET;
const DAYS = 240;
const BATCH_DAYS = 30;
const KEY = 'patrol.frequency';

/** The streets; whoever sets out does so from their middle, one street's length from every corner. */
function hexagon() {
  const city = tinyCity({
    units: 1,
    townshipsPerUnit: 1,
    communitiesPerTownship: 1,
    gridsPerCommunity: 1,
    microsPerGrid: CORNERS,
  });
  for (let k = 0; k < CORNERS; k++) {
    city.microX[k] = STREET * Math.cos((k * Math.PI) / 3);
    city.microY[k] = STREET * Math.sin((k * Math.PI) / 3);
  }
  city.communityX[0] = 0;
  city.communityY[0] = 0;
  return city;
}

/** How often a point of the streets is passed in an hour: speed times free patrols over street length. */
export function frequency(pieces: number): Experiment {
  const city = hexagon();
  const theory = (HOUR * WORKERS * (1 - AWAY)) / STREET_LENGTH;
  return {
    name: KEY,
    pieces,
    seconds: 0.3,
    rows: [{ key: KEY, theme: 'patrol', theory, judging: MEAN, source: 'Larson and Odoni (1981), 4.2' }],
    async run({ seed, piece, engine }) {
      const scenario = blankScenario(seed, ({ travel, patrol, staffing }) => {
        travel.metric = 'straight';
        patrol.enabled = true;
        patrol.roundsPerDay = 12;
        staffing.gridWorkers.perGrid = WORKERS;
        staffing.gridWorkers.leaveShare = AWAY;
      });
      let visits = 0;
      const observer = { ...SILENT, visited: () => visits++ };
      const stage = await engine({ scenario, city, replication: piece, backend: new Idle(), observer });
      const readings: number[] = [];
      for (let day = BATCH_DAYS; day <= DAYS; day += BATCH_DAYS) {
        visits = 0;
        await stage.runUntil(day * DAY);
        readings.push(visits / (CORNERS * BATCH_DAYS * 24));
      }
      return { [KEY]: readings };
    },
  };
}
