/** Glyphs of charts in the terminal, each one cell wide. */

/** A cell filled from the bottom up by so many eighths. */
export const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
export const DONE = '█';
export const LEFT = '░';
export const MARKS = { held: '✓', broken: '✗', none: '·' } as const;
