import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveLoad } from '../../../src/load/live-load.ts';
import type { Language } from '../../../src/locales/index.ts';
import { createStyle } from '../../../src/style/style.ts';
import { loadFrame } from '../../../src/tui/load/frame.ts';
import { begunNews, secondNews } from '../../../src/tui/load/news.ts';
import { type LoadNow, type LoadStory, type News, newStory, told } from '../../../src/tui/load/story.ts';
import { littleLoad } from '../../load/little-load.ts';
import { type Served, serve } from '../../load/served.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-frame-'));
let served: Served;
/** The stories of a real run, second by second. */
const stories: LoadStory[] = [];

beforeAll(async () => {
  served = await serve();
  let story = newStory({ title: 'A small city', backend: served.url, startDate: '2024-06-01' });
  const hear = (news: News) => {
    story = told(story, news);
    stories.push(story);
  };
  let live: LiveLoad | undefined;
  await littleLoad(served.url, 4, {
    historyFile: join(folder, 'history.ndjson'),
    onPhase: (phase) => hear({ type: 'phase', phase }),
    onLive: (begun) => {
      live = begun;
      hear(begunNews(begun, 'en'));
    },
    onSecond: (second) => {
      if (live !== undefined) hear(secondNews(live, second, 'en'));
    },
  });
}, 60_000);
afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

const frame = (story: LoadStory, width = 80, height = 24, language: Language = 'en', colour = false) =>
  loadFrame(story, { width, height, language, style: createStyle(colour) });

/** The last story of the measured time, and what it tells. */
function measured(): { story: LoadStory; now: LoadNow } {
  const story = stories.findLast(({ phase, now }) => phase === 'load' && now !== undefined);
  if (story?.now === undefined) throw new Error('the run had no measured second');
  return { story, now: story.now };
}

describe('the frame of a load', () => {
  it('fills the terminal and never more, whatever its size, in both languages', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stories),
        fc.integer({ min: 80, max: 220 }),
        fc.integer({ min: 24, max: 70 }),
        fc.constantFrom<Language>('en', 'zh'),
        fc.boolean(),
        (story, width, height, language, colour) => {
          const rows = frame(story, width, height, language, colour);
          expect(rows.length).toBe(height);
          expect(Math.max(...rows.map((row) => stringWidth(row)))).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });

  it('shows rates, latencies, work and every invariant of the second', () => {
    const { story, now } = measured();
    const text = frame(story).join('\n');
    const { second, response, service } = now;
    expect(text).toMatch(new RegExp(`^due +${second.due} .*[▁-█]`, 'm'));
    expect(text).toMatch(new RegExp(`^answered +${second.answered} `, 'm'));
    expect(text).toContain(`undecided ${second.undecided}  open cases ${second.open}  busy crews ${second.busyCrews}`);
    const milliseconds = (seconds = 0) => `${(seconds * 1000).toPrecision(3)} ms`;
    expect(text).toMatch(new RegExp(`^response .*${milliseconds(response?.p50)} +${milliseconds(response?.p90)}`, 'm'));
    expect(text).toMatch(new RegExp(`^service .*${milliseconds(service?.p50)}`, 'm'));
    expect(now.standings.length).toBe(14);
    for (const { checked } of now.standings) expect(text).toMatch(new RegExp(` ${checked}( |$)`, 'm'));
    expect(text).toContain('all hold so far');
    expect(text).toContain(`${now.doublings.reduce((sum, count) => sum + count, 0)} responses`);
    expect(now.doublings.reduce((sum, count) => sum + count, 0)).toBe(response?.count);
  });

  it('names the phase, the simulated time and the keys', () => {
    const { story } = measured();
    const [heading, status] = frame(story);
    const at = new Date(Date.parse('2024-06-01T00:00Z') + (story.pace?.simulated ?? 0) * 1000).toISOString();
    expect(heading).toContain('A small city');
    expect(heading.endsWith(served.url)).toBe(true);
    expect(status).toMatch(/^Load .*█/);
    expect(status).toContain(`${at.slice(0, 10)} ${at.slice(11, 16)}`);
    expect(status).toContain('300×');
    expect(frame(story).at(-1)).toMatch(/space pause.*\+ faster.*- slower.*q stop/);
    const [before] = stories;
    expect(frame(before)[1]).toMatch(/^Preparing/);
  });

  it('says that it is paused, that a change is under way, why it failed, and where there is none', () => {
    const { story } = measured();
    const pace = { simulated: 0, speed: 300, wanted: 300, problem: undefined };
    expect(frame({ ...story, pace: { ...pace, speed: 0, wanted: 0 } })[1]).toContain('paused');
    expect(frame({ ...story, pace: { ...pace, wanted: 600 } })[1]).toContain('300× → 600×');
    expect(frame({ ...story, pace: { ...pace, problem: 'no answer' } }).at(-1)).toContain('no answer');
    const fixed = story.begun && { ...story, begun: { ...story.begun, adjustable: false } };
    expect(fixed && frame(fixed).at(-1)).toMatch(/^q stop.*one speed/);
    expect(frame({ ...story, stopping: true }).at(-1)).toContain('Once more');
  });

  it('marks an invariant that is broken, and counts errors by kind', () => {
    const { story, now } = measured();
    const standings = now.standings.map((one) => (one.name === 'lost' ? { ...one, violations: 3 } : one));
    const text = frame({ ...story, now: { ...now, standings, errors: { timeout: 7, status5xx: 2 } } }).join('\n');
    expect(text).toMatch(/✗ no report lost +3 of \d+/);
    expect(text).toContain('violations: 3');
    expect(text).toContain('timeouts 7  status 5xx 2');
  });

  it('says the same without colours, which are then not there', () => {
    const { story } = measured();
    const plain = frame(story);
    const coloured = frame(story, 80, 24, 'en', true);
    expect(plain.join('')).not.toContain('\u001b');
    expect(coloured.join('')).toContain('\u001b');
    expect(coloured.map(stripVTControlCharacters)).toEqual(plain);
  });

  it('says how much room it needs where there is too little', () => {
    const { story } = measured();
    expect(frame(story, 60, 20)[0]).toContain('60 x 20');
    expect(frame(story, 60, 20)[0]).toContain('80 x 24');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 79 }), fc.integer({ min: 1, max: 23 }), (width, height) => {
        const rows = frame(story, width, height, 'zh');
        expect(rows.length).toBeLessThanOrEqual(height);
        expect(Math.max(...rows.map((row) => stringWidth(row)))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
