import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { HistoryRecord } from '../load/history/record.ts';
import type { Second } from '../load/live.ts';
import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { createStyle } from '../style/style.ts';
import { loadTable } from './load-table.ts';
import { escaped } from './markup.ts';

const WIDTH = 860;
const HEIGHT = 220;
const MARGIN = { top: 10, right: 10, bottom: 24, left: 60 } as const;
const COLOURS = ['#1f6feb', '#d4721a', '#2da44e', '#8250df'] as const;

interface Curve {
  readonly name: string;
  readonly value: (second: Second) => number | null;
}

/** A page that needs nothing beside itself: curves over the wall seconds, then all that the terminal shows. */
export function loadPage(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): string {
  const word = (key: Parameters<typeof say>[1]) => escaped(say(language, key));
  const title = escaped(`Gridbeat · ${result.manifest.title[language]}`);
  // The reads that settle the history are no load.
  const seconds = result.seconds.filter(({ phase }) => phase !== 'settle');
  const charts = [
    chart(seconds, say(language, 'load.page.rates'), [
      { name: say(language, 'load.page.due'), value: ({ due }) => due },
      { name: say(language, 'load.page.answered'), value: ({ answered }) => answered },
      { name: say(language, 'load.page.failed'), value: ({ failed }) => failed },
    ]),
    chart(seconds, say(language, 'load.page.latency'), [
      { name: say(language, 'load.page.response'), value: ({ response }) => response && response.p99 * 1000 },
      { name: say(language, 'load.page.service'), value: ({ service }) => service && service.p99 * 1000 },
    ]),
    chart(seconds, say(language, 'load.page.work'), [
      { name: say(language, 'load.page.undecided'), value: ({ undecided }) => undecided },
      { name: say(language, 'load.page.open'), value: ({ open }) => open },
      { name: say(language, 'load.page.busy'), value: ({ busyCrews }) => busyCrews },
    ]),
  ];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>
<style>
body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:900px;margin:2em auto;padding:0 1em;color:#1f2328}
pre{background:#f6f8fa;padding:1em;overflow-x:auto;font:12.5px/1.45 ui-monospace,"Noto Sans Mono CJK SC",monospace}
h2{font-size:1.05em;margin:1.6em 0 .3em}svg{display:block}.key{font-size:12px;margin-right:1.4em}
</style></head><body>
<h1>${title}</h1>
<p>${word({ key: 'load.page.about', values: { backend: result.manifest.backend, version: result.manifest.backendVersion } })}</p>
${charts.join('\n')}
<h2>${word('load.page.result')}</h2>
<pre>${escapedLines(loadTable(result, lines, language, createStyle(false)))}</pre>
</body></html>
`;
}

function escapedLines(text: string): string {
  return text.split('\n').map(escaped).join('\n');
}

function chart(seconds: readonly Second[], title: string, curves: readonly Curve[]): string {
  const values = seconds.flatMap((second) => curves.map(({ value }) => value(second) ?? 0));
  const most = Math.max(1, ...values);
  const x = scaleLinear([0, seconds.at(-1)?.at ?? 1], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([0, most], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const grid = y.ticks(4).map((tick) => {
    const at = y(tick).toFixed(1);
    return `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${at}" y2="${at}" stroke="#d8dee4"/><text x="${MARGIN.left - 8}" y="${at}" text-anchor="end" dominant-baseline="middle">${tick}</text>`;
  });
  const feet = x
    .ticks(8)
    .map((tick) => `<text x="${x(tick).toFixed(1)}" y="${HEIGHT - 6}" text-anchor="middle">${tick} s</text>`);
  const paths = curves.map(({ value }, i) => {
    const path = line<Second>()
      .defined((second) => value(second) !== null)
      .x(({ at }) => x(at))
      .y((second) => y(value(second) ?? 0));
    return `<path d="${path(seconds) ?? ''}" fill="none" stroke="${COLOURS[i]}" stroke-width="1.6"/>`;
  });
  const keys = curves.map(({ name }, i) => `<span class="key" style="color:${COLOURS[i]}">■ ${escaped(name)}</span>`);
  return `<h2>${escaped(title)}</h2><div>${keys.join('')}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" font-size="11" fill="#57606a" role="img">${grid.join('')}${feet.join('')}${paths.join('')}</svg>`;
}
