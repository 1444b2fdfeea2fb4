import { say } from '../../locales/index.ts';
import { cut } from '../../style/cells.ts';
import { helpLine } from '../keymap.ts';
import type { RowContext } from '../row-context.ts';
import { headerRows } from './header.ts';
import { histogramRows } from './histogram.ts';
import { invariantHeight, invariantRows } from './invariants.ts';
import { latencyRows } from './latencies.ts';
import { rateRows } from './rates.ts';
import type { LoadStory } from './story.ts';
import { workRows } from './work.ts';

const LEAST = { width: 80, height: 24 } as const;
/** Charts grow with the terminal, up to so many rows. */
const RATES = { least: 1, most: 4 } as const;
const HISTOGRAM = { least: 2, most: 8 } as const;
/** Rows that are always there: header, headings, latencies, work, labels of the histogram, help. */
const FIXED = 2 + 1 + 3 + 2 + 2 + 1;
const SERIES = 3;

export interface FrameContext extends RowContext {
  readonly height: number;
}

/** The screen of a load as rows from the top down: as many as the terminal has at most. */
export function loadFrame(story: LoadStory, context: FrameContext): string[] {
  const { width, height, language } = context;
  if (width < LEAST.width || height < LEAST.height) return smallFrame(context);
  const { now, seconds, begun } = story;
  const header = headerRows(story, context);
  if (begun === undefined)
    return filled([...header, '', cut(say(language, 'screen.preparing'), width)], story, context);
  const { gaps, rates, histogram } = heightsOf(context);
  const panels = [
    header,
    rateRows(seconds, rates, context),
    latencyRows(now, context),
    workRows(now, context),
    histogramRows(now?.doublings ?? [], histogram, context),
    invariantRows(now?.standings ?? [], context),
  ];
  const rows = panels.flatMap((panel, i) => (i > 0 && i <= gaps ? ['', ...panel] : panel));
  return filled(rows, story, context);
}

/** Spare rows go to gaps between the panels first, then to the charts. */
function heightsOf({ width, height }: FrameContext): { gaps: number; rates: number; histogram: number } {
  let spare = height - FIXED - SERIES * RATES.least - HISTOGRAM.least - invariantHeight(width);
  const take = (most: number): number => {
    const taken = Math.max(0, Math.min(most, spare));
    spare -= taken;
    return taken;
  };
  const gaps = take(5);
  const histogram = HISTOGRAM.least + take(2);
  const more = Math.min(RATES.most - RATES.least, Math.floor(Math.max(0, spare) / SERIES));
  const rates = RATES.least + take(SERIES * more) / SERIES;
  return { gaps, rates, histogram: histogram + take(HISTOGRAM.most - histogram) };
}

/** Rows, then nothing, then the keys in the last row. */
function filled(rows: readonly string[], story: LoadStory, context: FrameContext): string[] {
  const { height } = context;
  const empty = Array<string>(Math.max(0, height - 1 - rows.length)).fill('');
  return [...rows.slice(0, height - 1), ...empty, lastRow(story, context)];
}

function lastRow({ stopping, pace, begun, phase }: LoadStory, context: FrameContext): string {
  const { width, language, style } = context;
  if (stopping) return style.caution(cut(say(language, 'load.stopping'), width));
  if (pace?.problem !== undefined) {
    const message = say(language, { key: 'screen.pace.problem', values: { reason: pace.problem } });
    return style.bad(cut(message, width));
  }
  const isTime = begun !== undefined && phase !== 'settle';
  if (isTime && begun.adjustable) return helpLine('load', context);
  const reason = begun === undefined || begun.adjustable ? undefined : 'screen.pace.fixed';
  return helpLine('load', context, ['pause', 'faster', 'slower'], reason);
}

function smallFrame({ width, height, language }: FrameContext): string[] {
  const values = { width, height, leastWidth: LEAST.width, leastHeight: LEAST.height };
  const words = [say(language, { key: 'screen.small', values }), say(language, 'screen.small.stop')];
  return words.slice(0, Math.max(1, height)).map((text) => cut(text, width));
}
