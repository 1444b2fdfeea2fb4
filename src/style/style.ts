import colors from 'picocolors';

type Paint = (text: string) => string;

/** Every colour decision of tables and messages, by meaning. */
export interface Style {
  readonly heading: Paint;
  readonly faint: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly caution: Paint;
}

/** The style of a face; without colour every paint returns its text as it is. */
export function createStyle(colour: boolean): Style {
  const paint = colors.createColors(colour);
  return {
    heading: (text) => paint.bold(paint.cyan(text)),
    faint: paint.dim,
    good: paint.green,
    bad: paint.red,
    caution: paint.yellow,
  };
}

/** Whether a stream should be coloured: NO_COLOR (https://no-color.org) and `--no-color` win, then FORCE_COLOR. */
export function wantsColour(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
  refused: boolean,
): boolean {
  if (refused || environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
