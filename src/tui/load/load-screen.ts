import { useWindowSize } from 'ink';
import { createElement, type ReactElement, useSyncExternalStore } from 'react';
import type { Language } from '../../locales/index.ts';
import type { Style } from '../../style/style.ts';
import { Rows } from '../rows.ts';
import { useActions, useSuspend } from '../screen.ts';
import { loadFrame } from './frame.ts';
import type { PaceChange } from './messages.ts';
import type { LoadStory } from './story.ts';

/** Where the story is kept while it goes on. */
export interface StorySource {
  readonly story: () => LoadStory;
  readonly subscribe: (changed: () => void) => () => void;
}

export interface LoadScreenProps {
  readonly source: StorySource;
  readonly language: Language;
  readonly style: Style;
  readonly change: (change: PaceChange) => void;
  /** Ends the load; what was measured is kept. */
  readonly stop: () => void;
  /** Stops the clock, where that can be done, as long as it takes what is called meanwhile. */
  readonly standStill: (meanwhile: () => Promise<void>) => Promise<void>;
}

/** The live screen of a load. */
export function LoadScreen(props: LoadScreenProps): ReactElement {
  const { source, language, style, change, stop, standStill } = props;
  const { columns, rows } = useWindowSize();
  const story = useSyncExternalStore(source.subscribe, source.story);
  const suspend = useSuspend();
  useActions('load', (action) => {
    if (action === 'stop') stop();
    else if (action === 'suspend') void standStill(suspend);
    else change(action);
  });
  return createElement(Rows, { rows: loadFrame(story, { width: columns, height: rows, language, style }) });
}
