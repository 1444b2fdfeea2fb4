import { dirname, join } from 'node:path';
import type { City } from '../city/city.ts';
import { compare } from '../load/baseline/compare.ts';
import type { LoadResult } from '../load/result.ts';
import { type LoadRequest, runLoad } from '../load/run.ts';
import { startOf } from '../load/schedule/start.ts';
import { environment, withoutSecrets } from '../report/manifest.ts';
import { localTime } from '../scenario/calendar.ts';
import type { LoadedScenario } from '../scenario/load.ts';
import { checkCaps } from './cap-options.ts';
import type { LoadOptions } from './load-options.ts';
import { packageVersion } from './package-files.ts';

/** Beside the history: the ids of what was created, one JSON object a line. */
export const CREATED = 'created.ndjson';

/** What a load is made of, as the command line says it. */
export interface LoadWork {
  readonly loaded: LoadedScenario;
  readonly options: LoadOptions;
  readonly city: City;
}

/** What whoever starts a load sees of it, where its history goes, and what ends it. */
export type LoadWatching = Pick<LoadRequest, 'historyFile' | 'onPhase' | 'onSecond' | 'onLive' | 'signal'>;

/** One load from its provisioning to its result. Throws BackendError where there is nobody to send to. */
export async function oneLoad({ loaded, options, city }: LoadWork, watching: LoadWatching): Promise<LoadResult> {
  const { scenario, hash } = loaded;
  const { url, speed, duration, warmup, drain, timeout, maxInFlight, threads, ramp, reportsOnly } = options;
  const { targets, abortOnMiss, access, caps, closeAfterwards, open311 } = options;
  const start = startOf(scenario, options.from);
  if (caps !== undefined)
    checkCaps({ scenario, city, start, speed, duration: warmup + duration, ramp, reportsOnly }, caps);
  const startedAt = new Date();
  const { backendVersion, ...result } = await runLoad({
    url,
    open311,
    transport: { ...access, timeout: timeout * 1000, connections: maxInFlight },
    scenario,
    city,
    start,
    setting: {
      speed,
      from: start.at,
      localTime: localTime(scenario.horizon.start, start.at),
      warmup,
      duration,
      drain,
      timeout,
      maxInFlight,
      threads,
      ramp,
      reportsOnly,
    },
    targets,
    abortOnMiss,
    caps,
    closeAfterwards,
    createdFile: join(dirname(watching.historyFile), CREATED),
    ...watching,
  });
  const whole = {
    ...result,
    manifest: {
      name: scenario.name,
      title: scenario.title,
      hash,
      seed: scenario.seed,
      cityHash: city.hash,
      backend: open311 === undefined ? url.origin : `open311+${url.href}`,
      backendVersion,
      version: packageVersion(),
      ...environment(),
      command: withoutSecrets(process.argv.slice(2)),
      startedAt: startedAt.toISOString(),
      endedAt: new Date().toISOString(),
    },
  };
  const { comparedWith } = options;
  const comparison = comparedWith ? compare(whole, comparedWith.baseline, comparedWith.allowances) : null;
  return { ...whole, comparison };
}
