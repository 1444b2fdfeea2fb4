/** Exit codes by convention: 128 + the signal's number. */
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Interrupt = keyof typeof CODES;
const SIGNALS = Object.keys(CODES) as Interrupt[];

export interface Interruption {
  /** Aborted by the first SIGINT, SIGTERM or SIGHUP (the terminal is closed). */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; undefined while there was none. */
  code(): number | undefined;
  /** Gives the signals back to Node. */
  end(): void;
}

/**
 * From now on the first of these signals only aborts `signal` (after `onFirst`), so that what is finished can be kept;
 * the second calls `onSecond` and exits at once.
 */
export function catchInterruption(onFirst: () => void, onSecond: () => void): Interruption {
  const controller = new AbortController();
  let code: number | undefined;
  const handle = (name: Interrupt): void => {
    if (code !== undefined) {
      onSecond();
      process.exit(CODES[name]);
    }
    code = CODES[name];
    onFirst();
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, handle);
  return {
    signal: controller.signal,
    code: () => code,
    end() {
      for (const name of SIGNALS) process.off(name, handle);
    },
  };
}
