import { setTimeout as pause } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { createElement } from 'react';
import { createStyle } from '../../style/style.ts';
import { openTerminal, resize, showScreen } from '../screen.ts';
import { LoadScreen, type LoadScreenProps, type StorySource } from './load-screen.ts';
import type { FromScreen, PaceChange, ScreenData, ToScreen } from './messages.ts';
import { type LoadTitle, type News, newStory, told } from './story.ts';

/** Longest that the clock is waited for before the terminal is given back, and between two looks, milliseconds. */
const PATIENCE = 1000;
const LOOK = 20;

/** The screen of a load in a thread of its own: drawing a frame would make operations late in the thread that sends them. */
function run(port: MessagePort, { language, colour }: ScreenData): void {
  const wait = (message: ToScreen): void => {
    if (message.type !== 'show') return;
    port.off('message', wait);
    show(port, message.title, { language, style: createStyle(colour) });
  };
  port.on('message', wait);
}

function show(port: MessagePort, title: LoadTitle, look: Pick<LoadScreenProps, 'language' | 'style'>): void {
  let story = newStory(title);
  let changed = (): void => {};
  const source: StorySource = {
    story: () => story,
    subscribe(call) {
      changed = call;
      return () => {
        changed = () => {};
      };
    },
  };
  const tell = (news: News): void => {
    story = told(story, news);
    changed();
  };
  const send = (message: FromScreen) => port.postMessage(message);
  const change = (what: PaceChange) => send({ type: 'pace', change: what });
  const stop = (): void => {
    send({ type: 'stop' });
    // The load may be too busy to say so itself for a moment.
    tell({ type: 'stopping' });
  };
  const standStill = async (meanwhile: () => Promise<void>) => {
    const { pace, begun } = story;
    const stops = begun?.adjustable === true && pace !== undefined && pace.wanted > 0;
    if (stops) change('pause');
    for (let waited = 0; stops && story.pace?.speed !== 0 && waited < PATIENCE; waited += LOOK) await pause(LOOK);
    await meanwhile();
    if (stops && story.pace?.wanted === 0) change('pause');
  };
  const terminal = openTerminal();
  const screen = showScreen(createElement(LoadScreen, { ...look, source, change, stop, standStill }), terminal);
  const end = (): void => {
    terminal.input.destroy();
    port.close();
  };
  const failed = (error: unknown): void =>
    send({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
  screen.waitUntilExit().then(end, (error: unknown) => {
    failed(error);
    end();
  });
  // Whatever happens, the terminal is given back.
  process.on('uncaughtException', (error) => {
    failed(error);
    screen.unmount();
  });
  port.on('message', (message: ToScreen) => {
    if (message.type === 'close') screen.unmount();
    else if (message.type === 'size') resize(terminal, message.columns, message.rows);
    else if (message.type !== 'show') tell(message);
  });
}

if (parentPort !== null) run(parentPort, workerData as ScreenData);
