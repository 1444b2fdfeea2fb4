import type { Language } from '../locales/index.ts';
import type { Style } from '../style/style.ts';

/** What rows of a screen are made for: each is one coloured string of at most `width` cells. */
export interface RowContext {
  readonly width: number;
  readonly language: Language;
  readonly style: Style;
}
