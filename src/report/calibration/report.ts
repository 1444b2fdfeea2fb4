import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Check } from '../../calibration/check/predict.ts';
import { type Language, type MessageKey, say } from '../../locales/index.ts';
import { printable } from '../../scenario/problem.ts';
import { formatQuantity } from '../format.ts';
import { escaped } from '../markup.ts';
import type { CalibrationOutput } from './output.ts';

interface Table {
  readonly title: MessageKey;
  readonly heads: readonly (MessageKey | { readonly text: string })[];
  readonly rows: readonly string[][];
}

/** Monday first: 3 January 2000 was one. */
function weekdayNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2000, 0, 3 + day)));
}

const headText = (head: Table['heads'][number], language: Language): string =>
  typeof head === 'string' ? say(language, head) : head.text;

const digits = (x: number): string => String(Number(x.toPrecision(3)));
const between = ({ value, low, high }: { value: number; low: number; high: number }): string =>
  `${digits(value)} (${digits(low)} – ${digits(high)})`;

function tablesOf(output: CalibrationOutput, language: Language): Table[] {
  const time = (seconds: number | null): string => (seconds === null ? '-' : formatQuantity(seconds, 's', language));
  const percent = (share: number): string => formatQuantity(share, 'share', language);
  const { check } = output;
  const tables: Table[] = [
    {
      title: 'calibrate.damage',
      heads: ['calibrate.reason', 'calibrate.rows', 'calibrate.examples'],
      rows: output.log.damage.map(({ reason, rows, examples }) => [
        say(language, `calibrate.damage.${reason}` as MessageKey),
        String(rows),
        examples.map(({ line: at, found }) => `${at}: ${found}`).join(' · '),
      ]),
    },
    {
      title: 'calibrate.kinds',
      heads: ['calibrate.kind', 'calibrate.perDay', 'calibrate.effort', 'calibrate.lagShare', 'calibrate.onTime'],
      rows: Object.entries(output.kinds).map(([id, kind]) => [
        id,
        between(kind.perDay),
        time(kind.effort?.median ?? null),
        kind.lagShare === null ? '-' : percent(kind.lagShare.value),
        kind.onTime === null ? '-' : percent(kind.onTime.share.value),
      ]),
    },
    {
      title: 'calibrate.stages',
      heads: [
        'calibrate.stage',
        'calibrate.ended',
        'calibrate.open',
        'calibrate.p50',
        'calibrate.p90',
        'calibrate.family',
        'calibrate.distance',
      ],
      rows: (['dispatch', 'arrival', 'handling', 'closure'] as const).flatMap((name) => {
        const fit = output.stages[name];
        if (fit === null) return [];
        const label = say(language, `calibrate.stage.${name}`);
        const distance = `${digits(fit.distance)} (p ${digits(fit.p)})`;
        return [[label, String(fit.ended), String(fit.open), time(fit.median), time(fit.p90), fit.family, distance]];
      }),
    },
    {
      title: 'calibrate.week',
      heads: ['calibrate.hour', ...weekdayNames(language).map((text) => ({ text }))],
      rows: Array.from({ length: 24 }, (_, hour) => [
        `${hour}:00`,
        ...Array.from({ length: 7 }, (_, day) => digits(output.week[day * 24 + hour])),
      ]),
    },
    {
      title: 'calibrate.months',
      heads: ['calibrate.month', 'calibrate.days', 'calibrate.factor'],
      rows: output.months.map(({ month, days, factor }) => [String(month + 1), String(days), digits(factor)]),
    },
    {
      title: 'calibrate.surges',
      heads: ['calibrate.date', 'calibrate.count', 'calibrate.expected'],
      rows: output.surges.map(({ date, count, expected }) => [date, String(count), digits(expected)]),
    },
    ...(['channels', 'areas'] as const).map(
      (key): Table => ({
        title: `calibrate.${key}`,
        heads: ['calibrate.name', 'calibrate.rows', 'calibrate.share'],
        rows: output[key].map(({ name, rows, share }) => [name, String(rows), percent(share.value)]),
      }),
    ),
  ];
  if (check !== null) {
    const rows = [
      [say(language, 'calibrate.dailyCoverage'), percent(check.dailyCoverage)],
      [say(language, 'calibrate.hourlyCoverage'), percent(check.hourlyCoverage)],
    ];
    if (check.closure !== null) {
      const { observed, simulated, distance } = check.closure;
      rows.push(
        [say(language, 'calibrate.closure50'), `${time(observed.p50)} / ${time(simulated.p50)}`],
        [say(language, 'calibrate.closure90'), `${time(observed.p90)} / ${time(simulated.p90)}`],
        [say(language, 'calibrate.distance'), digits(distance)],
      );
    }
    tables.push({ title: 'calibrate.check', heads: ['calibrate.name', 'calibrate.value'], rows });
  }
  return tables.filter(({ rows }) => rows.length > 0);
}

function boxOf({ rows, ...box }: NonNullable<CalibrationOutput['positions']>): Record<string, string | number> {
  return { rows, ...Object.fromEntries(Object.entries(box).map(([side, degrees]) => [side, degrees.toFixed(3)])) };
}

function summary(output: CalibrationOutput, language: Language): string[] {
  const { log, dispersion, perDay, positions } = output;
  return [
    say(language, {
      key: 'calibrate.summary',
      values: { rows: log.rows, from: log.from, to: log.to, damaged: log.damagedRows },
    }),
    say(language, { key: 'calibrate.rate', values: { perDay: between(perDay) } }),
    say(language, {
      key: 'calibrate.dispersion',
      values: { daily: between(dispersion.daily), hourly: between(dispersion.hourly) },
    }),
    ...(positions === null ? [] : [say(language, { key: 'calibrate.positions', values: boxOf(positions) })]),
    say(language, 'calibrate.latent'),
  ];
}

/** The report as markdown; also what the terminal shows. */
export function calibrationMarkdown(output: CalibrationOutput, language: Language): string {
  const cell = (text: string): string => printable(text).replaceAll('|', '\\|');
  const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const parts = tablesOf(output, language).map(({ title, heads, rows }) =>
    [
      `## ${say(language, title)}`,
      '',
      row(heads.map((head) => headText(head, language))),
      `|${heads.map(() => '---|').join('')}`,
      ...rows.map(row),
    ].join('\n'),
  );
  return `${[`# ${say(language, 'calibrate.title')}`, ...summary(output, language), ...parts].join('\n\n')}\n`;
}

/** The report as a page of its own, with the held-out days drawn. */
export function calibrationHtml(output: CalibrationOutput, check: Check | undefined, language: Language): string {
  const cells = (list: readonly string[], tag: string) =>
    list.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join('');
  const tables = tablesOf(output, language).map(
    ({ title, heads, rows }) =>
      `<h2>${escaped(say(language, title))}</h2><table><tr>${cells(
        heads.map((head) => headText(head, language)),
        'th',
      )}</tr>${rows.map((list) => `<tr>${cells(list, 'td')}</tr>`).join('')}</table>`,
  );
  const title = escaped(say(language, 'calibrate.title'));
  const texts = summary(output, language).map((text) => `<p>${escaped(text)}</p>`);
  const chart = check === undefined ? '' : `${dailyChart(check)}<p>${escaped(say(language, 'calibrate.chart'))}</p>`;
  return `<!doctype html>
<html lang="${language}"><meta charset="utf-8"><title>${title}</title>
<style>body{font:15px sans-serif;max-width:60em;margin:2em auto}table{border-collapse:collapse}td,th{padding:.2em .7em;border-bottom:1px solid #ccc;text-align:left}</style>
<h1>${title}</h1>${texts.join('')}${chart}${tables.join('\n')}
</html>
`;
}

/** Daily counts of the part held out over their intervals of 90 %. */
function dailyChart({ daily }: Check): string {
  const [width, height] = [760, 240];
  const x = scaleLinear([0, Math.max(1, daily.length - 1)], [40, width - 10]);
  const most = Math.max(1, ...daily.flatMap(({ observed, high }) => [observed, high]));
  const y = scaleLinear([0, most], [height - 20, 10]).nice();
  const band = area<Check['daily'][number]>(
    (_, i) => x(i),
    ({ low }) => y(low),
    ({ high }) => y(high),
  )([...daily]);
  const middle = line<Check['daily'][number]>(
    (_, i) => x(i),
    ({ expected }) => y(expected),
  )([...daily]);
  const dots = daily.map(({ observed }, i) => `<circle cx="${x(i)}" cy="${y(observed)}" r="3" fill="#c33"/>`);
  const ticks = y.ticks(5).map((v) => `<text x="2" y="${y(v) + 4}" font-size="11">${v}</text>`);
  return `<svg viewBox="0 0 ${width} ${height}" width="100%" role="img"><path d="${band}" fill="#bcd"/><path d="${middle}" fill="none" stroke="#357"/>${dots.join('')}${ticks.join('')}</svg>`;
}
