/** Exit codes by convention: 128 + the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Interrupt = keyof typeof CODES;

export interface Interruption {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The exit code that the signal asks for; undefined while there was none. */
  code(): number | undefined;
  /** Gives the signals back to Node. */
  end(): void;
}

/**
 * From now on the first SIGINT or SIGTERM only aborts `signal` (after `onFirst`), so that what is finished can be kept;
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
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    code: () => code,
    end() {
      process.off('SIGINT', handle);
      process.off('SIGTERM', handle);
    },
  };
}
