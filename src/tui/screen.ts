import { ReadStream, WriteStream } from 'node:tty';
import { type Instance, render, useApp, useInput } from 'ink';
import type { ReactElement } from 'react';
import { type ActionOf, actionOf, type Screen } from './keymap.ts';

const FRAMES_PER_SECOND = 10;
/** Milliseconds in which a signal that this process sends to itself has certainly come. */
const SIGNAL = 100;

/** The terminal as a thread of its own has it: what it prints to and what it hears keys from. */
export interface OwnTerminal {
  readonly output: WriteStream;
  readonly input: ReadStream;
}

/** Streams of this thread's own on the process's terminal: those of `process` go through the main thread. */
export function openTerminal(): OwnTerminal {
  return { output: new WriteStream(1), input: new ReadStream(0) };
}

/** The window has another size: threads are not told by the system. */
export function resize({ output }: OwnTerminal, columns: number, rows: number): void {
  output.columns = columns;
  output.rows = rows;
  output.emit('resize');
}

/** Shows an element on the whole terminal until it is unmounted, then the terminal is as it was. */
export function showScreen(element: ReactElement, { output, input }: OwnTerminal): Instance {
  return render(element, {
    stdout: output,
    stdin: input,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: FRAMES_PER_SECOND,
  });
}

/** Calls with what the keys pressed do on this screen. */
export function useActions<S extends Screen>(screen: S, act: (action: ActionOf<S>) => void): void {
  useInput((input, key) => {
    // Keys that are pressed quickly may come together.
    for (const pressed of key.ctrl ? [`ctrl+${input}`] : input) {
      const action = actionOf(screen, pressed);
      if (action !== undefined) act(action);
    }
  });
}

/**
 * Gives the terminal back to the shell, as Ctrl-Z does; resolves when the shell has brought this process back. Windows
 * has no such thing.
 */
export function useSuspend(): () => Promise<void> {
  const { suspendTerminal } = useApp();
  return async () => {
    if (process.platform === 'win32') return;
    await suspendTerminal(async () => {
      process.kill(process.pid, 'SIGTSTP');
      await new Promise((resolve) => setTimeout(resolve, SIGNAL));
    });
  };
}
