import type { LoadResult } from '../result.ts';
import { type Difference, SETUP, type Setup } from './comparison.ts';
import type { Baseline } from './schema.ts';

/** Those that decide which operations are sent when. */
const LOAD: readonly Setup[] = [
  'scenario',
  'seed',
  'city',
  'speed',
  'from',
  'warmup',
  'duration',
  'ramp',
  'reportsOnly',
];

type Both = Pick<LoadResult, 'setting' | 'manifest'> | Pick<Baseline, 'setting' | 'manifest'>;

function setupOf({ setting, manifest }: Both): Readonly<Record<Setup, string>> {
  const { platform, cpu, cores } = manifest.machine;
  return {
    scenario: `${manifest.name} ${manifest.hash.slice(0, 12)}`,
    seed: manifest.seed,
    city: manifest.cityHash.slice(0, 12),
    speed: String(setting.speed),
    from: setting.localTime,
    warmup: String(setting.warmup),
    duration: String(setting.duration),
    ramp: `${setting.ramp.seconds} ${setting.ramp.from}`,
    reportsOnly: String(setting.reportsOnly),
    maxInFlight: String(setting.maxInFlight),
    threads: String(setting.threads),
    backend: manifest.backend,
    backendVersion: manifest.backendVersion,
    gridbeat: manifest.version,
    machine: `${platform} ${cores} x ${cpu}`,
  };
}

/** Whether two loads are the same operations at the same times. */
export function sameLoad(now: Both, before: Both): boolean {
  return differencesOfSetup(now, before).every(({ what }) => !LOAD.includes(what));
}

/** All that was not the same, as it is told. */
export function differencesOfSetup(now: Both, before: Both): Difference[] {
  const [a, b] = [setupOf(now), setupOf(before)];
  return SETUP.filter((what) => a[what] !== b[what]).map((what) => ({ what, before: b[what], now: a[what] }));
}
