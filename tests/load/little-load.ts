import { tinyCity } from '../../src/city/tiny.ts';
import { type LoadOutcome, type LoadRequest, runLoad } from '../../src/load/run.ts';
import { NO_RAMP } from '../../src/load/schedule/ramp.ts';
import { startOf } from '../../src/load/schedule/start.ts';
import { little } from '../run/little.ts';

export const SPEED = 300;

type More = 'onPhase' | 'onSecond' | 'onLive' | 'open311' | 'createdFile' | 'transport';
type Watching = Pick<LoadRequest, 'historyFile'> & Partial<Pick<LoadRequest, More>>;

/** A load of so many seconds on a small city, in this process. */
export async function littleLoad(url: string, duration: number, watching: Watching): Promise<LoadOutcome> {
  const { scenario } = await little(['incidents.scale=2']);
  const start = startOf(scenario, { day: 0, hour: 9 });
  return runLoad({
    url: new URL(url),
    transport: {},
    scenario,
    city: tinyCity({ units: 2, exclusiveGrids: 2 }),
    start,
    setting: {
      ...{ speed: SPEED, from: start.at, localTime: '', warmup: 0, duration, drain: 1, timeout: 5 },
      maxInFlight: 64,
      threads: 1,
      ramp: NO_RAMP,
      reportsOnly: null,
    },
    targets: [],
    abortOnMiss: false,
    onPhase: () => {},
    onSecond: () => {},
    signal: new AbortController().signal,
    ...watching,
  });
}
