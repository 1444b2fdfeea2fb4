import { say } from '../locales/index.ts';
import type { LoadWatching, LoadWork } from './load-work.ts';
import { packageVersion } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type Watching = Required<Pick<LoadWatching, 'onPhase' | 'onSecond' | 'onLive'>>;

export interface Exporter extends Watching {
  end(): Promise<void>;
}

/** The load's metrics on the port that `--prometheus` names; undefined where it names none. */
export async function openExporter(work: LoadWork, { language, note }: Terminal): Promise<Exporter | undefined> {
  const { options, loaded } = work;
  if (options.prometheus === undefined) return undefined;
  // Only who asks for metrics loads what serves them.
  const [{ LoadMetrics }, { startMetricsServer }] = await Promise.all([
    import('../report/metrics/load-metrics.ts'),
    import('../report/metrics/metrics-server.ts'),
  ]);
  const { name, seed } = loaded.scenario;
  const metrics = new LoadMetrics({ scenario: name, seed, backend: options.url.origin, version: packageVersion() });
  try {
    const server = await startMetricsServer(options.prometheus, () => metrics.text());
    note(say(language, { key: 'load.prometheus', values: { url: server.url } }));
    const { onPhase, onSecond, onLive } = metrics;
    return {
      onPhase,
      onSecond,
      onLive,
      end() {
        metrics.end();
        return server.close();
      },
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const key = code === 'EACCES' ? 'server.portForbidden' : 'server.portTaken';
    throw new UsageError([{ where: '--prometheus', path: '', message: { key } }]);
  }
}

/** Both see the load. */
export function seenByBoth(first: Watching, second: Watching | undefined): Watching {
  if (second === undefined) return first;
  return {
    onPhase(phase) {
      first.onPhase(phase);
      second.onPhase(phase);
    },
    onSecond(seen) {
      first.onSecond(seen);
      second.onSecond(seen);
    },
    onLive(live) {
      first.onLive(live);
      second.onLive(live);
    },
  };
}
