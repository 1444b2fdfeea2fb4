import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Check } from '../../calibration/check/predict.ts';
import { dateOf } from '../../calibration/counts/days.ts';
import { type Language, type MessageKey, say } from '../../locales/index.ts';
import { formatQuantity } from '../format.ts';
import type { Page, PageTable } from '../page.ts';
import type { CalibrationOutput } from './output.ts';

interface Table {
  readonly title: MessageKey;
  readonly heads: readonly (MessageKey | { readonly text: string })[];
  readonly rows: readonly string[][];
  readonly left?: readonly number[];
  readonly terminalRows?: number;
}

/** A chance below this is as good as none. */
const LEAST_P = 0.001;
/** Rows of a table that a terminal shows. */
const SHOWN = 20;

/** Monday first: 3 January 2000 was one. */
function weekdayNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2000, 0, 3 + day)));
}

const headText = (head: Table['heads'][number], language: Language): string =>
  typeof head === 'string' ? say(language, head) : head.text;

const digits = (x: number): string => String(Number(x.toPrecision(3)));
const twoDigits = (x: number): string => String(Number(x.toPrecision(2)));
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
      left: [2],
    },
    {
      title: 'calibrate.kinds',
      heads: ['calibrate.kind', 'calibrate.perDay', 'calibrate.effort', 'calibrate.lagShare', 'calibrate.onTime'],
      rows: Object.values(output.kinds).map((kind) => [
        kind.name[language],
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
        const distance = `${twoDigits(fit.distance)}, p ${fit.p < LEAST_P ? `< ${LEAST_P}` : twoDigits(fit.p)}`;
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
      terminalRows: 0,
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

function boxOf({
  rows,
  outside,
  ...box
}: NonNullable<CalibrationOutput['positions']>): Record<string, string | number> {
  return {
    rows,
    outside,
    ...Object.fromEntries(Object.entries(box).map(([side, degrees]) => [side, degrees.toFixed(3)])),
  };
}

function summary(output: CalibrationOutput, language: Language): string[] {
  const { log, dispersion, perDay, positions } = output;
  return [
    say(language, {
      key: 'calibrate.summary',
      values: { rows: log.rows, from: log.from, to: log.to, damaged: log.damagedRows },
    }),
    ...(['apart', 'nameless'] as const).flatMap((key) =>
      log[key] === 0 ? [] : [say(language, { key: `calibrate.${key}`, values: { rows: log[key] } })],
    ),
    say(language, { key: 'calibrate.rate', values: { perDay: between(perDay) } }),
    say(language, {
      key: 'calibrate.dispersion',
      values: { daily: between(dispersion.daily), hourly: between(dispersion.hourly) },
    }),
    ...(positions === null ? [] : [say(language, { key: 'calibrate.positions', values: boxOf(positions) })]),
    say(language, 'calibrate.latent'),
  ];
}

/** The report as people read it; `check` gives the picture of the days held out. */
export function calibrationPage(output: CalibrationOutput, check: Check | undefined, language: Language): Page {
  const tables = tablesOf(output, language).map(
    ({ title, heads, ...table }): PageTable => ({
      terminalRows: SHOWN,
      ...table,
      title: say(language, title),
      heads: heads.map((head) => headText(head, language)),
    }),
  );
  const [latent = '', ...others] = summary(output, language).reverse();
  const picture = check === undefined ? [] : [{ svg: dailyChart(check), caption: say(language, 'calibrate.chart') }];
  return {
    title: say(language, 'calibrate.title'),
    parts: [...others.reverse(), ...picture, ...tables, latent, say(language, 'calibrate.more')],
  };
}

/** Daily counts of the part held out over their intervals of 90 %. */
function dailyChart({ daily, from }: Check): string {
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
  const dots = daily.map(({ observed }, i) => `<circle cx="${x(i)}" cy="${y(observed)}" r="3" fill="var(--c2)"/>`);
  const ticks = y.ticks(5).map((v) => `<text x="2" y="${y(v) + 4}" font-size="11" fill="currentColor">${v}</text>`);
  const dates = [0, daily.length - 1].map(
    (i) =>
      `<text x="${x(i)}" y="${height - 4}" font-size="11" fill="currentColor" text-anchor="${i === 0 ? 'start' : 'end'}">${dateOf(from + i)}</text>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" width="100%" role="img"><path d="${band}" fill="var(--c1)" fill-opacity="0.25"/><path d="${middle}" fill="none" stroke="var(--c1)"/>${dots.join('')}${ticks.join('')}${dates.join('')}</svg>`;
}
