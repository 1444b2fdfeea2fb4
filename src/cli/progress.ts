import cliProgress from 'cli-progress';

/** A run shorter than this needs no bar. */
const QUIET_MILLISECONDS = 1000;

export interface Progress {
  update(finished: number, planned: number): void;
  /** Clears the bar and gives the cursor back; so does the end of the process, whatever ends it. */
  end(): void;
}

/** A bar on stderr once a second has passed; nothing at all where stderr is no terminal. */
export function startProgress(label: string, planned: number): Progress {
  if (!process.stderr.isTTY) return { update: () => {}, end: () => {} };
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: `${label} {bar} {value}/{total}  {duration_formatted}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  let latest = { finished: 0, planned };
  let shown = false;
  const timer = setTimeout(() => {
    bar.start(latest.planned, latest.finished);
    shown = true;
  }, QUIET_MILLISECONDS);
  const end = (): void => {
    clearTimeout(timer);
    process.off('exit', end);
    if (shown) bar.stop();
    shown = false;
  };
  process.once('exit', end);
  return {
    update(finished, total) {
      latest = { finished, planned: total };
      if (!shown) return;
      bar.setTotal(total);
      bar.update(finished);
    },
    end,
  };
}
