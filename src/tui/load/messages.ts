import type { Language } from '../../locales/index.ts';
import type { LoadTitle, News } from './story.ts';

/** What the thread of the screen is made with. */
export interface ScreenData {
  readonly language: Language;
  readonly colour: boolean;
}

/** To the screen. */
export type ToScreen =
  /** The screen is shown from then on. */
  | { readonly type: 'show'; readonly title: LoadTitle }
  | News
  | { readonly type: 'size'; readonly columns: number; readonly rows: number }
  | { readonly type: 'close' };

export type PaceChange = 'pause' | 'faster' | 'slower';

/** From the screen: what somebody wants of the load, or why there is no screen any more. */
export type FromScreen =
  | { readonly type: 'pace'; readonly change: PaceChange }
  | { readonly type: 'stop' }
  | { readonly type: 'failed'; readonly reason: string };
