import { isatty } from 'node:tty';
import { say } from '../locales/index.ts';
import type { LoadWatching, LoadWork } from './load-work.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** What is seen of a load while it runs. */
export interface LoadFace extends Required<Pick<LoadWatching, 'onPhase' | 'onSecond' | 'onLive'>> {
  /** Somebody has asked it to end. */
  stopping(): void;
  /** Leaves the terminal as it was. */
  end(): Promise<void>;
}

/** The live screen where somebody sits before a terminal, else a bar on stderr, if that is one. */
export async function openLoadFace(work: LoadWork, terminal: Terminal): Promise<LoadFace> {
  const { CI, TERM } = process.env;
  const isSeen = isatty(0) && isatty(1) && !terminal.json && !CI && TERM !== 'dumb';
  return isSeen ? liveScreen(work, terminal) : progressBar(work, terminal);
}

async function liveScreen({ loaded, options }: LoadWork, terminal: Terminal): Promise<LoadFace> {
  const { language, colour } = terminal;
  const { title, horizon } = loaded.scenario;
  // Only who sees the screen loads what it is made of.
  const { openLoadScreen } = await import('../tui/load/open.ts');
  const screen = openLoadScreen({
    title: { title: title[language], backend: options.url.origin, startDate: horizon.start },
    language,
    colour,
  });
  return {
    onPhase: screen.phase,
    onSecond: screen.second,
    onLive: screen.live,
    stopping: screen.stopping,
    async end() {
      const reason = await screen.close();
      if (reason !== undefined) terminal.note(say(language, { key: 'screen.failed', values: { reason } }));
    },
  };
}

function progressBar({ options }: LoadWork, terminal: Terminal): LoadFace {
  const total = Math.ceil(options.warmup + options.duration);
  const progress = startProgress(say(terminal.language, 'load.running'), total);
  return {
    onPhase: () => {},
    onSecond: ({ at }) => progress.update(Math.min(total, Math.floor(at)), total),
    onLive: () => {},
    stopping() {
      progress.end();
      terminal.note(say(terminal.language, 'load.stopping'));
    },
    end: async () => progress.end(),
  };
}
