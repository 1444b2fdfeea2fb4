import { isatty } from 'node:tty';
import { say } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { LoadOptions } from './load-options.ts';
import type { LoadWatching } from './load-work.ts';
import { type Progress, startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Values of the variable CI where there is no continuous integration. */
const NOT_IN_CI = ['', '0', 'false'];

/** What is seen of a load while it runs. */
export interface LoadFace extends Required<Pick<LoadWatching, 'onPhase' | 'onSecond' | 'onLive'>> {
  /** The load begins. */
  begin(scenario: Scenario): void;
  /** Somebody has asked it to end. */
  stopping(): void;
  /** Leaves the terminal as it was; may be called more than once. */
  end(): Promise<void>;
}

/**
 * The live screen where somebody sits before a terminal, else a bar on stderr, if that is one. Open it early: a screen
 * takes a moment to be ready.
 */
export async function openLoadFace(options: LoadOptions, terminal: Terminal): Promise<LoadFace> {
  const { CI = '', TERM } = process.env;
  const isSeen = isatty(0) && isatty(1) && !terminal.json && NOT_IN_CI.includes(CI) && TERM !== 'dumb';
  return isSeen ? liveScreen(options, terminal) : progressBar(options, terminal);
}

async function liveScreen({ url }: LoadOptions, { language, colour, note }: Terminal): Promise<LoadFace> {
  // Only who sees the screen loads what it is made of.
  const { openLoadScreen } = await import('../tui/load/open.ts');
  const screen = openLoadScreen({ language, colour });
  let ended: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const reason = await screen.close();
    if (reason !== undefined) note(say(language, { key: 'screen.failed', values: { reason: printable(reason) } }));
  };
  return {
    begin: ({ title, horizon }) =>
      screen.show({ title: printable(title[language]), backend: url.origin, startDate: horizon.start }),
    onPhase: screen.phase,
    onSecond: screen.second,
    onLive: screen.live,
    stopping: screen.stopping,
    end: () => (ended ??= end()),
  };
}

function progressBar({ warmup, duration }: LoadOptions, terminal: Terminal): LoadFace {
  const total = Math.ceil(warmup + duration);
  let progress: Progress | undefined;
  return {
    begin() {
      progress = startProgress(say(terminal.language, 'load.running'), total);
    },
    onPhase: () => {},
    onSecond: ({ at }) => progress?.update(Math.min(total, Math.floor(at)), total),
    onLive: () => {},
    stopping() {
      progress?.end();
      terminal.note(say(terminal.language, 'load.stopping'));
    },
    end: async () => progress?.end(),
  };
}
