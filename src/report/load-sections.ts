import type { Latency, LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import type { Measures } from '../run/result.ts';
import type { Verdict } from '../run/targets.ts';
import { backendLines } from './backend-lines.ts';
import { formatLatency, formatValue } from './format.ts';
import { spared, streamTrouble } from './load-outside.ts';
import { FIELD_ROWS, shapeLines, speedLines } from './load-table.ts';
import type { PageTable, Tone } from './page.ts';

const TONES = { met: 'good', missed: 'bad', undecided: 'caution' } as const satisfies Record<Verdict, Tone>;
const RESPONSE = ['p50', 'p90', 'p99', 'max'] as const;
const SERVICE = ['p50', 'p99'] as const;

/** In a few lines: what it was, and how it went. */
export function loadVerdicts(result: LoadResult, language: Language): string[] {
  const { setting, measured, manifest, judgement, targets, validity, lost, interrupted } = result;
  const { backend, backendVersion: version } = manifest;
  const heading = { backend, from: setting.localTime, speed: setting.speed, seconds: measured.toFixed(0) };
  const violations = judgement.verdicts.reduce((sum, verdict) => sum + verdict.violations, 0);
  const met = targets.filter(({ verdict }) => verdict === 'met').length;
  const lines = [
    `${say(language, { key: 'load.heading', values: heading })} · ${say(language, { key: 'load.page.version', values: { version } })}`,
    ...shapeLines(result, language),
    ...speedLines(result, language),
    ...backendLines(result, backend, language),
    say(language, violations > 0 ? { key: 'load.page.violations', values: { violations } } : 'load.page.right'),
  ];
  if (targets.length > 0) lines.push(say(language, { key: 'load.page.met', values: { met, of: targets.length } }));
  if (lost !== null)
    lines.push(say(language, { key: 'load.lost', values: { target: lost.target, at: lost.at.toFixed(0) } }));
  for (const reason of validity.reasons) lines.push(say(language, `load.invalid.${reason}`));
  if (interrupted) lines.push(say(language, 'load.interrupted'));
  lines.push(...streamTrouble(result, language), ...spared(result, language).map(({ text }) => text));
  return lines;
}

/** Each target as it was written, its verdict in that verdict's colour, and the value. */
export function targetsTable({ targets }: LoadResult, language: Language): PageTable {
  return {
    title: say(language, 'load.page.targets'),
    heads: (['target', 'verdict', 'measured'] as const).map((name) => say(language, `load.page.${name}`)),
    left: [1],
    rows: targets.map(({ target, verdict, measure }) => [
      target.text,
      say(language, `verdict.${verdict}`),
      measure ? formatValue(measure, language) : '',
    ]),
    tones: targets.map(({ verdict }) => TONES[verdict]),
  };
}

/** By kind of operation: how many, what failed, and both latencies. */
export function operationsTable({ operations, decide }: LoadResult, language: Language): PageTable {
  const times = <N extends keyof Latency>(latency: Latency | null, names: readonly N[]) =>
    names.map((name) => (latency === null ? '' : formatLatency(Number(latency[name]))));
  const rows = Object.entries(operations).map(([name, { count, ok, errors, response, service }]) => [
    say(language, `load.operation.${name as keyof typeof operations}`),
    String(count),
    String(ok),
    Object.entries(errors)
      .map(([kind, number]) => `${number} ${say(language, `load.error.${kind as keyof typeof errors}`)}`)
      .join(', '),
    ...times(response, RESPONSE),
    ...times(service, SERVICE),
  ]);
  if (decide !== null)
    rows.push([say(language, 'load.decide'), String(decide.count), '', '', ...times(decide, RESPONSE), '', '']);
  const service = say(language, 'load.page.serviceShort');
  return {
    title: say(language, 'load.page.operations'),
    heads: [
      ...(['operation', 'count', 'ok', 'errors'] as const).map((name) => say(language, `load.column.${name}`)),
      ...RESPONSE.map((name) => say(language, `load.column.${name}`)),
      ...SERVICE.map((name) => `${service} ${name}`),
    ],
    left: [3],
    rows,
  };
}

/** The field's own times under this backend beside those under the embedded policy. */
export function fieldTable({ field }: LoadResult, language: Language): PageTable[] {
  if (field === null) return [];
  const value = (measures: Measures, name: string) => (measures[name] ? formatValue(measures[name], language) : '-');
  return [
    {
      title: say(language, 'load.page.field'),
      heads: (['field', 'field.deployed', 'field.embedded'] as const).map((name) => say(language, `load.${name}`)),
      rows: FIELD_ROWS.map((name) => [name, value(field.deployed, name), value(field.embedded, name)]),
    },
  ];
}

/** Whether the generator itself kept up. */
export function generatorTable({ validity }: LoadResult, language: Language): PageTable {
  const { late, started, allowance, lateness, loopDelay, cpu, heldBack } = validity;
  const values = { allowance: formatLatency(allowance) };
  const row = (
    name: 'lateStarts' | 'lateness' | 'loopDelay' | 'cores' | 'perOperation' | 'heldBack',
    value: string,
  ) => [say(language, { key: `load.page.${name}`, values }), value];
  return {
    title: say(language, 'load.page.generator'),
    heads: [say(language, 'load.page.measure'), say(language, 'load.page.value')],
    rows: [
      row('lateStarts', `${late} / ${started}`),
      row('lateness', lateness === null ? '-' : `${formatLatency(lateness.p99)} / ${formatLatency(lateness.max)}`),
      row('loopDelay', `${formatLatency(loopDelay.p99)} / ${formatLatency(loopDelay.max)}`),
      row('cores', cpu.cores.toFixed(2)),
      row('perOperation', `${cpu.microsecondsPerOperation.toFixed(0)} µs`),
      row('heldBack', String(heldBack)),
    ],
  };
}

/** How the result came about. */
export function originTable({ manifest }: LoadResult, language: Language): PageTable {
  const { name, seed, hash, cityHash, version, node, machine, command, startedAt, endedAt } = manifest;
  const row = (key: 'scenario' | 'city' | 'command' | 'machine' | 'time', value: string) => [
    say(language, `load.page.${key}`),
    value,
  ];
  return {
    title: say(language, 'load.page.origin'),
    heads: [say(language, 'load.page.measure'), say(language, 'load.page.value')],
    left: [1],
    rows: [
      row('scenario', `${name} · ${seed} · ${hash}`),
      row('city', cityHash),
      row('command', ['gridbeat', ...command].join(' ')),
      row('machine', `Gridbeat ${version} · Node ${node} · ${machine.platform} · ${machine.cores} × ${machine.cpu}`),
      row('time', `${startedAt} – ${endedAt}`),
    ],
  };
}
