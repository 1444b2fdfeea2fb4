import { writeFileSync } from 'node:fs';
import { createElement } from 'react';
import { INVARIANTS } from '../src/load/invariants/invariant.ts';
import type { Second } from '../src/load/live.ts';
import { NO_RAMP } from '../src/load/schedule/ramp.ts';
import { createStyle } from '../src/style/style.ts';
import { LoadScreen } from '../src/tui/load/load-screen.ts';
import { type News, newStory, told } from '../src/tui/load/story.ts';
import { openTerminal, showScreen } from '../src/tui/screen.ts';

/** Draws frames of a load's screen on the terminal it is started in, and writes what one costs to a file: argv[2]. */

const FRAMES = 300;
const WARM = 50;

/** A second in which every number is another one than in the second before. */
function second(n: number): Second {
  const count = (least: number, most: number) => least + ((n * 7919) % (most - least));
  const quick = () => ({ p50: count(1, 90) / 1e4, p90: count(1, 90) / 1e3, p95: 0.1, p99: count(1, 900) / 1e3 });
  return {
    ...{ at: n, simulated: 280_000 + n * 288, phase: 'load', speed: 288, late: 0, byName: {} },
    ...{ due: count(100, 300), started: count(90, 300), answered: count(80, 300), failed: count(0, 9) },
    ...{ inFlight: count(0, 60), waiting: count(0, 60), response: quick(), service: quick(), orders: count(10, 90) },
    ...{ undecided: count(0, 900), open: count(0, 5000), busyCrews: count(0, 900), violations: 0 },
  };
}

function news(n: number): News {
  const overall = { count: n * 200, p50: n / 1e5, p90: n / 1e4, p99: n / 1e3, max: n / 1e3 };
  return {
    type: 'second',
    now: {
      second: second(n),
      response: overall,
      service: overall,
      doublings: Array.from({ length: 21 }, (_, i) => (i > 2 && i < 14 ? (n * (i + 3) * 31) % 997 : 0)),
      standings: INVARIANTS.map((name, i) => ({ name, checked: n * (i + 1), violations: 0 })),
      errors: { timeout: n },
    },
    pace: { simulated: 280_000 + n * 288, speed: 288, wanted: 288, problem: undefined },
  };
}

const from = 280_000;
const setting = {
  speed: 288,
  from,
  localTime: '',
  warmup: 0,
  duration: 400,
  timeout: 30,
  maxInFlight: 256,
  drain: 10,
  threads: 1,
};
let story = told(newStory({ title: 'The worst day', backend: 'http://127.0.0.1:8080', startDate: '2024-06-01' }), {
  type: 'begun',
  begun: {
    window: { from, measured: from, until: from + 400 * 288 },
    setting: { ...setting, ramp: NO_RAMP, reportsOnly: null },
    adjustable: true,
  },
  pace: { simulated: from, speed: 288, wanted: 288, problem: undefined },
});
let changed = (): void => {};
const source = {
  story: () => story,
  subscribe(call: () => void) {
    changed = call;
    return () => {};
  },
};
const nothing = () => {};
const props = { source, language: 'en', style: createStyle(true), change: nothing, stop: nothing } as const;
const terminal = openTerminal();
const screen = showScreen(createElement(LoadScreen, { ...props, standStill: async () => {} }), terminal);
let cpu = process.cpuUsage();
for (let n = 1; n <= FRAMES; n++) {
  if (n === WARM) cpu = process.cpuUsage();
  story = told(story, news(n));
  changed();
  await screen.waitUntilRenderFlush();
}
const { user, system } = process.cpuUsage(cpu);
screen.unmount();
terminal.input.destroy();
writeFileSync(process.argv[2], String((user + system) / 1000 / (FRAMES - WARM)));
