import stringWidth from 'string-width';

/** Pieces that a line may be broken between: words with what follows them in English, words in Chinese. */
function pieces(text: string): string[] {
  const segments = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)];
  const joined: string[] = [];
  for (const [index, { segment, isWordLike }] of segments.entries()) {
    const afterLetters = index > 0 && /[\w.%/-]$/.test(joined.at(-1) ?? '') && /^[\w.%/-]/.test(segment);
    const punctuation = !isWordLike && segment.trim() !== '' && index > 0;
    if (afterLetters || punctuation) joined.push((joined.pop() ?? '') + segment);
    else joined.push(segment);
  }
  return joined;
}

/** Text as lines of at most `width` cells of the terminal, those after the first indented by `indent` spaces. */
export function wrapText(text: string, width: number, indent = 0): string[] {
  const lines = [''];
  for (const piece of pieces(text)) {
    const line = lines.at(-1) ?? '';
    const startsLine = line.trim() === '';
    if (!startsLine && stringWidth(line) + stringWidth(piece.trimEnd()) > width)
      lines.push(' '.repeat(indent) + piece.trimStart());
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trimEnd());
}
