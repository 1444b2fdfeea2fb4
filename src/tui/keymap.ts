import stringWidth from 'string-width';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import type { Style } from '../style/style.ts';

/** Between two keys. */
const GAP = '   ';

/** A key, as it is pressed, shown, and explained. */
export interface Binding<Action extends string = string> {
  /** What the terminal sends: a character, or `ctrl+` and one. */
  readonly keys: readonly string[];
  readonly action: Action;
  /** How the help line writes it; what it does. A binding without words stands in no help line. */
  readonly shown?: MessageKey;
  readonly says?: MessageKey;
}

/** Every key of every screen. */
export const KEYMAP = {
  load: [
    { keys: [' ', 'p'], action: 'pause', shown: 'screen.key.space', says: 'screen.key.pause' },
    { keys: ['+', '='], action: 'faster', shown: 'screen.key.plus', says: 'screen.key.faster' },
    { keys: ['-', '_'], action: 'slower', shown: 'screen.key.minus', says: 'screen.key.slower' },
    { keys: ['q', 'ctrl+c'], action: 'stop', shown: 'screen.key.q', says: 'screen.key.stop' },
    { keys: ['ctrl+z'], action: 'suspend' },
  ],
} as const satisfies Readonly<Record<string, readonly Binding[]>>;

export type Screen = keyof typeof KEYMAP;
export type ActionOf<S extends Screen> = (typeof KEYMAP)[S][number]['action'];

/** What a key does on a screen, if anything. */
export function actionOf<S extends Screen>(screen: S, pressed: string): ActionOf<S> | undefined {
  const bindings: readonly Binding<ActionOf<S>>[] = KEYMAP[screen];
  return bindings.find(({ keys }) => keys.includes(pressed))?.action;
}

export interface HelpContext {
  readonly language: Language;
  readonly style: Style;
  readonly width: number;
}

/** The keys of a screen in one row. Those of `unavailable` come last, faint, with the reason in place of their words. */
export function helpLine<S extends Screen>(
  screen: S,
  { language, style, width }: HelpContext,
  unavailable: readonly ActionOf<S>[] = [],
  reason?: MessageKey,
): string {
  const bindings: readonly Binding<ActionOf<S>>[] = KEYMAP[screen];
  const shown = bindings.flatMap(({ action, shown: key, says }) =>
    key === undefined || says === undefined ? [] : [{ action, key: say(language, key), words: say(language, says) }],
  );
  const able = shown.filter(({ action }) => !unavailable.includes(action));
  const unable = shown.filter(({ action }) => unavailable.includes(action)).map(({ key }) => key);
  const parts = able.map(({ key, words }) => [`${key} ${words}`, `${style.heading(key)} ${words}`]);
  if (unable.length > 0) {
    const text = [...unable, reason === undefined ? '' : say(language, reason)].join(' ').trimEnd();
    parts.push([text, style.faint(text)]);
  }
  let cells = 0;
  const fitting = parts.filter(([plain]) => {
    cells += stringWidth(plain) + GAP.length;
    return cells - GAP.length <= width;
  });
  return fitting.map(([, painted]) => painted).join(GAP);
}
