import { DONE, EIGHTHS, LEFT } from '../style/glyphs.ts';

/** Values as bars side by side, `height` rows from the top down; `most` fills them. Whatever is above 0 is seen. */
export function bars(values: readonly number[], height: number, most: number): string[] {
  const eighths = values.map((value) => {
    if (!(value > 0)) return 0;
    return Math.min(8 * height, Math.max(1, Math.round((value / most) * 8 * height)));
  });
  return Array.from({ length: height }, (_, row) => {
    const below = 8 * (height - 1 - row);
    return eighths.map((filled) => EIGHTHS[Math.min(8, Math.max(0, filled - below))]).join('');
  });
}

/** How much of `width` cells is done; `share` from 0 to 1. */
export function progressBar(share: number, width: number): string {
  const done = Math.round(Math.min(1, Math.max(0, share)) * width);
  return DONE.repeat(done) + LEFT.repeat(width - done);
}
