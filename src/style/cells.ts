import stringWidth from 'string-width';

const ELLIPSIS = '…';
const graphemes = new Intl.Segmenter();

/** Plain text of at most `width` cells of the terminal; what is left out is told by an ellipsis. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let cells = 1;
  for (const { segment } of graphemes.segment(text)) {
    cells += stringWidth(segment);
    if (cells > width) break;
    kept += segment;
  }
  return width < 1 ? '' : kept + ELLIPSIS;
}

/** Exactly `width` cells, the text on the left. */
export function left(text: string, width: number): string {
  const kept = cut(text, width);
  return kept + ' '.repeat(Math.max(0, width - stringWidth(kept)));
}

/** Exactly `width` cells, the text on the right. */
export function right(text: string, width: number): string {
  const kept = cut(text, width);
  return ' '.repeat(Math.max(0, width - stringWidth(kept))) + kept;
}

/** One text on the left and one on the right of a row; where both do not fit, the left one is cut. */
export function between(one: string, other: string, width: number): string {
  const kept = cut(other, width);
  return left(one, width - stringWidth(kept)) + kept;
}
