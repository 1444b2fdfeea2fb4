import type { HistoryRecord } from '../load/history/record.ts';
import type { Latency, LoadResult } from '../load/result.ts';
import { type Language, type Message, type MessageKey, say } from '../locales/index.ts';
import type { Measures } from '../run/result.ts';
import { alignColumns } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import { backendLines } from './backend-lines.ts';
import { formatLatency, formatValue } from './format.ts';
import { judgementReport } from './judgement.ts';
import { comparisonText } from './load-baseline.ts';
import { spared, streamTrouble } from './load-outside.ts';
import { verdictLines } from './verdicts.ts';

const COLUMNS = [
  { width: 13, align: 'left' },
  { width: 7, align: 'right' },
  { width: 7, align: 'right' },
  { width: 10, align: 'right' },
  { width: 10, align: 'right' },
  { width: 10, align: 'right' },
  { width: 10, align: 'right' },
  { width: 12, align: 'right' },
] as const;
const FIELD_COLUMNS = [
  { width: 24, align: 'left' },
  { width: 16, align: 'right' },
  { width: 16, align: 'right' },
] as const;
const HEADS = ['operation', 'count', 'errors', 'p50', 'p90', 'p99', 'max', 'service'] as const;
/** Changes of speed that are told one by one. */
const MOST_CHANGES = 8;
const WIDTH = 80;
/** The field's times that are shown. */
export const FIELD_ROWS = [
  'signing.p90',
  'assignment.p90',
  'dispatch.p50',
  'dispatch.p90',
  'response.p90',
  'closure.p50',
] as const;

/** A load's result for people: what was sent and how it was answered, the field, the invariants, the targets. */
export function loadTable(
  result: LoadResult,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
  style: Style,
): string {
  const { setting, measured, manifest } = result;
  const values = {
    backend: manifest.backend,
    from: setting.localTime,
    speed: setting.speed,
    seconds: measured.toFixed(0),
  };
  const targets = verdictLines(result.targets, language, style);
  return [
    ...wrapText(say(language, { key: 'load.heading', values }), WIDTH, 2).map(style.heading),
    ...speedLines(result, language).flatMap((line) => wrapText(line, WIDTH, 2).map(style.caution)),
    ...shapeLines(result, language),
    ...backendLines(result, manifest.backend, language).flatMap((line) => wrapText(line, WIDTH, 2)),
    '',
    ...operationLines(result, language, style),
    ...streamTrouble(result, language).flatMap((line) => wrapped(line, style.caution)),
    '',
    ...fieldLines(result, language, style),
    judgementReport(result.judgement, lines, language, style),
    ...(result.targets.length > 0 ? ['', ...targets] : []),
    ...comparisonText(result.comparison, language, style),
    '',
    ...spared(result, language).flatMap(({ text, tone }) => wrapped(text, tone === 'plain' ? undefined : style[tone])),
    ...validityLines(result, language, style),
  ].join('\n');
}

/** The first changes of speed in one sentence, if there were any. */
export function speedLines({ speedChanges }: LoadResult, language: Language): string[] {
  if (speedChanges.length === 0) return [];
  const list = speedChanges.slice(0, MOST_CHANGES).map(({ at, speed }) => {
    const values = { at: at.toFixed(0), speed: Number(speed.toPrecision(3)) };
    return say(language, { key: speed === 0 ? 'load.pausedAt' : 'load.speedAt', values });
  });
  const more = speedChanges.length - list.length;
  if (more > 0) list.push(say(language, { key: 'judge.more', values: { count: more } }));
  const changes = list.join(say(language, 'scenario.separator'));
  return [say(language, { key: 'load.speedChanges', values: { changes } })];
}

/** What the load was, where it was not the whole city at once. */
export function shapeLines({ setting: { ramp, reportsOnly } }: LoadResult, language: Language): string[] {
  const lines: string[] = [];
  if (reportsOnly !== null) lines.push(say(language, { key: 'load.reportsOnly', values: { rate: reportsOnly } }));
  const values = { from: Number((ramp.from * 100).toPrecision(3)), seconds: ramp.seconds };
  if (ramp.seconds > 0) lines.push(say(language, { key: 'load.ramp', values }));
  return lines;
}

function operationLines({ operations, decide }: LoadResult, language: Language, style: Style): string[] {
  const head = HEADS.map((name) => say(language, `load.column.${name}`));
  const rows = Object.entries(operations).map(([name, { count, errors, response, service }]) => {
    const failed = Object.values(errors).reduce((sum, number) => sum + number, 0);
    return [
      say(language, `load.operation.${name as keyof typeof operations}`),
      String(count),
      String(failed),
      ...times(response),
      shown(service?.p99),
    ];
  });
  if (decide !== null) rows.push([say(language, 'load.decide'), String(decide.count), '', ...times(decide), '']);
  const [heading = '', ...table] = alignColumns(COLUMNS, [head, ...rows]);
  const kinds = Object.values(operations).flatMap(({ errors }) => Object.entries(errors));
  const sums = new Map<string, number>();
  for (const [kind, number] of kinds) sums.set(kind, (sums.get(kind) ?? 0) + number);
  const errors = [...sums].map(([kind, number]) => `${say(language, `load.error.${kind as 'timeout'}`)}: ${number}`);
  return [style.heading(heading), ...table, ...(errors.length > 0 ? [style.caution(errors.join('  '))] : [])];
}

function times(latency: Latency | null): string[] {
  return [latency?.p50, latency?.p90, latency?.p99, latency?.max].map(shown);
}

const shown = (seconds: number | undefined): string => (seconds === undefined ? '' : formatLatency(seconds));

function fieldLines({ field }: LoadResult, language: Language, style: Style): string[] {
  if (field === null) return [];
  const head = [
    say(language, 'load.field'),
    say(language, 'load.field.deployed'),
    say(language, 'load.field.embedded'),
  ];
  const value = (measures: Measures, name: string) => (measures[name] ? formatValue(measures[name], language) : '-');
  const rows = FIELD_ROWS.map((name) => [name, value(field.deployed, name), value(field.embedded, name)]);
  const [heading = '', ...table] = alignColumns(FIELD_COLUMNS, [head, ...rows]);
  return [style.heading(heading), ...table, ''];
}

function validityLines({ validity, interrupted, lost }: LoadResult, language: Language, style: Style): string[] {
  const { late, started, allowance, cpu, loopDelay, heldBack } = validity;
  const values = {
    late,
    started,
    allowance: Math.round(allowance * 1000),
    cores: cpu.cores.toFixed(2),
    micros: cpu.microsecondsPerOperation.toFixed(0),
    delay: (loopDelay.p99 * 1000).toFixed(1),
  };
  const lines = wrapped(say(language, { key: 'load.generator', values }));
  const tell = (message: Message<MessageKey> | MessageKey, paint: (text: string) => string) =>
    lines.push(...wrapped(say(language, message), paint));
  if (heldBack > 0) tell({ key: 'load.heldBack', values: { heldBack } }, style.caution);
  for (const reason of validity.reasons) tell(`load.invalid.${reason}`, style.bad);
  if (lost !== null) tell({ key: 'load.lost', values: { target: lost.target, at: lost.at.toFixed(0) } }, style.bad);
  if (interrupted) tell('load.interrupted', style.caution);
  return lines;
}

function wrapped(text: string, paint = (line: string) => line): string[] {
  return wrapText(text, WIDTH, 2).map(paint);
}
