import { Worker } from 'node:worker_threads';
import type { Phase, Second } from '../../load/live.ts';
import type { LiveLoad } from '../../load/live-load.ts';
import type { FromScreen, PaceChange, ScreenData, ToScreen } from './messages.ts';
import { begunNews, paceNews, secondNews } from './news.ts';
import type { LoadTitle } from './story.ts';

const THREAD = new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './thread.js', import.meta.url);
const FACTOR = { faster: 2, slower: 0.5 } as const;
/** Ends a frame that was being drawn, leaves the alternate screen, shows the cursor. */
const RESTORE = '\u001b[?2026l\u001b[?1049l\u001b[?25h';

/** The live screen of a load, as the load sees it. */
export interface OpenScreen {
  /** From now on the terminal belongs to the screen. */
  show(title: LoadTitle): void;
  phase(phase: Phase): void;
  live(live: LiveLoad): void;
  second(second: Second): void;
  stopping(): void;
  /** Resolves when the terminal is as it was, with why the screen broke, if it did. */
  close(): Promise<string | undefined>;
}

/** Prepares the live screen, in a thread of its own. stdin and stdout are terminals. */
export function openLoadScreen(data: ScreenData): OpenScreen {
  const { language } = data;
  const thread = new Worker(THREAD, { workerData: data, env: { ...process.env, NODE_ENV: 'production' } });
  const ended = Promise.withResolvers<void>();
  let failure: string | undefined;
  let live: LiveLoad | undefined;
  let shown = false;
  const send = (message: ToScreen) => thread.postMessage(message);
  const resized = () => send({ type: 'size', columns: process.stdout.columns, rows: process.stdout.rows });
  const restore = () => process.stdout.write(RESTORE);
  thread.on('error', (error: Error) => {
    failure = error.message;
    if (shown) restore();
  });
  thread.on('exit', () => {
    process.stdout.off('resize', resized);
    process.off('exit', restore);
    ended.resolve();
  });
  thread.on('message', (message: FromScreen) => {
    if (message.type === 'failed') failure = message.reason;
    // As Ctrl-C does where the terminal makes a signal of it.
    else if (message.type === 'stop') process.emit('SIGINT', 'SIGINT');
    else if (live !== undefined) change(live, message.change);
  });
  const change = (load: LiveLoad, what: PaceChange): void => {
    const tell = () => send(paceNews(load, language));
    const agreed = what === 'pause' ? load.pace.pauseOrResume() : load.pace.multiply(FACTOR[what]);
    agreed.then(tell);
    tell();
  };
  return {
    show(title) {
      shown = true;
      process.stdout.on('resize', resized);
      process.once('exit', restore);
      send({ type: 'show', title });
    },
    phase: (phase) => send({ type: 'phase', phase }),
    live(begun) {
      live = begun;
      send(begunNews(begun, language));
    },
    second(second) {
      if (live !== undefined) send(secondNews(live, second, language));
    },
    stopping: () => send({ type: 'stopping' }),
    async close() {
      if (shown) send({ type: 'close' });
      else await thread.terminate();
      await ended.promise;
      return failure;
    },
  };
}
