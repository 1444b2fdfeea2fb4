import { say } from '../../locales/index.ts';
import { localTime } from '../../scenario/calendar.ts';
import { between, left, right } from '../../style/cells.ts';
import { progressBar } from '../bars.ts';
import type { RowContext } from '../row-context.ts';
import type { LoadStory } from './story.ts';

const PHASE = 14;
const SHARE = 6;
const CLOCK = 18;
const SPEED = 15;
const ELAPSED = 9;

/** What is loaded and how far it is: two rows. */
export function headerRows(story: LoadStory, { width, language, style }: RowContext): string[] {
  const { title, phase, begun, pace, now } = story;
  const heading = style.heading(between(`Gridbeat · ${title.title}`, title.backend, width));
  const words = left(say(language, `screen.phase.${phase}`), PHASE);
  if (begun === undefined || pace === undefined) return [heading, words];
  const { window } = begun;
  const { simulated } = pace;
  const share = Math.min(1, (simulated - window.from) / (window.until - window.from));
  const bar = progressBar(share, width - PHASE - SHARE - CLOCK - SPEED - ELAPSED);
  const elapsed = say(language, { key: 'quantity.s', values: { n: (now?.second.at ?? 0).toFixed(0) } });
  const cells = [
    words,
    bar,
    right(`${Math.floor(share * 100)} %`, SHARE),
    right(localTime(title.startDate, simulated), CLOCK),
    speedCell(story, { width: SPEED, language, style }),
    right(elapsed, ELAPSED),
  ];
  return [heading, cells.join('')];
}

function speedCell({ pace }: LoadStory, { width, language, style }: RowContext): string {
  if (pace === undefined) return ' '.repeat(width);
  const word = (speed: number) => (speed === 0 ? say(language, 'screen.paused') : `${Number(speed.toPrecision(3))}×`);
  const { speed, wanted } = pace;
  const isChanging = speed !== wanted;
  const text = right(isChanging ? `${word(speed)} → ${word(wanted)}` : word(speed), width);
  return isChanging || speed === 0 ? style.caution(text) : text;
}
