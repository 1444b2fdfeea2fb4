import { HOUR, MINUTE } from '../kernel/time.ts';
import type { Scenario } from '../scenario/schema.ts';
import { dateOf } from './counts/days.ts';
import type { Estimate } from './estimate.ts';
import type { Learnt, LearntKind } from './learn.ts';
import type { LogMap } from './map/schema.ts';
import type { StageFit } from './stages/choose.ts';

/** What a fragment is made of. */
export interface FragmentSource {
  readonly learnt: Learnt;
  readonly map: LogMap;
  readonly base: Scenario;
  /** The base scenario as the fragment names it: a path relative to the fragment. */
  readonly extendsPath: string;
  readonly logName: string;
  readonly name: string;
  /** Of a base's kind, the share of occurrences that somebody reports, as simulated; 1 where none is given. */
  readonly reportedShare: ReadonlyMap<string, number>;
}

const short = (x: number, digits = 4): number => Number(x.toPrecision(digits));
const range = ({ low, high }: Estimate, digits = 3): string => `95 % ${short(low, digits)} to ${short(high, digits)}`;
const flow = (value: unknown): string => JSON.stringify(value);

/** The scenario that a log gives, as YAML: every number with its label, [log] where the log says it. */
export function fragmentOf(source: FragmentSource): string {
  const { learnt, map, base, extendsPath, logName, name } = source;
  const { daily, hourly } = learnt.dispersion;
  const more = occurredPerReported(source);
  const occurring = ({ value }: Estimate) => short(1 + Math.max(0, value - 1) * more);
  const thinned =
    more === 1
      ? ''
      : `: ${short(daily.value, 3)} and ${short(hourly.value, 3)}; more of what occurs, as not all of it is reported [A]`;
  const own = learnt.kinds.map((kind) => kind.id);
  const others = Object.entries(base.incidents.kinds).filter(([id]) => !own.includes(id));
  const { scale } = base.incidents;
  const ownHours = learnt.kinds.filter((kind) => !foundOnPatrol(kind, base));
  const withWeekdays = learnt.kinds.filter(({ rate }) => rate.weekdays !== undefined);
  const lines = [
    `# Learnt from ${flow(logName)}: ${learnt.rows} rows from ${dateOf(learnt.range.from)} to ${dateOf(learnt.range.to - 1)}.`,
    '# [log] marks what the log says. Nobody records when an incident occurred: latent times and patrol detection are [A],',
    '# those of the base for its own kinds; other kinds occur when they are reported.',
    `extends: ${flow(extendsPath)}`,
    '',
    `name: ${name}`,
    `title: ${flow({ en: 'Calibrated from a log', zh: '按日志校准' })}`,
    '',
    'incidents:',
    `  scale: 1 # [log] the log's own volumes${seasonNote(learnt)}`,
    `  dispersion: # [log] of the reports' counts${thinned}`,
    `    daily: ${occurring(daily)} # [log] reports: ${range(daily)}`,
    `    hourly: ${occurring(hourly)} # [log] reports: ${range(hourly)}`,
    '  surges: [] # [log] an ordinary time; the days of surge found stand in the report',
  ];
  if (ownHours.length > 0) lines.push('  hourProfiles: # [log] shares of the day in per cent, midnight first');
  for (const kind of ownHours) {
    lines.push(`    ${profileName(kind)}: ${flow(kind.rate.hours.map((h) => short(100 * h.value)))} # [log]`);
  }
  if (withWeekdays.length > 0) lines.push('  weekdayProfiles: # [log] Monday first');
  for (const kind of withWeekdays) {
    lines.push(`    ${profileName(kind)}: ${flow(kind.rate.weekdays?.map((w) => short(w.value)))} # [log]`);
  }
  lines.push('  kinds:');
  for (const kind of learnt.kinds) lines.push(...kindLines(kind, source));
  for (const [id, { perDay }] of others) {
    if (map.others === 'none') lines.push(`    ${id}: {perDay: 0} # [log] not in the log`);
    else if (scale !== 1)
      lines.push(`    ${id}: {perDay: ${short(perDay * scale, 6)}} # [A] as the base, its scale applied`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * Occurrences to each report. A report left out here and there at random takes its share of the excess over a Poisson
 * count's variance away: the excess of what occurs is so many times that of the reports.
 */
function occurredPerReported({ learnt, reportedShare }: FragmentSource): number {
  const rates = learnt.kinds.map(({ id, rate }) => ({
    reported: rate.perDay.value,
    share: reportedShare.get(id) ?? 1,
  }));
  const reported = rates.reduce((sum, own) => sum + own.reported, 0);
  return reported > 0 ? rates.reduce((sum, own) => sum + own.reported / own.share, 0) / reported : 1;
}

function seasonNote({ months }: Learnt): string {
  if (months.length === 0) return '';
  return `; months against their mean: ${months.map(({ month, factor }) => `${month + 1}: ${short(factor, 3)}`).join(', ')}`;
}

/** Its profiles have the kind's own name. */
const profileName = (kind: { readonly id: string }): string => `${kind.id}Log`.slice(0, 64);

const ZERO = { dist: 'deterministic', value: 0 };
const NEVER = { share: 0, afterHours: ZERO };
const AT_ONCE = {
  resident: { share: 1, afterHours: ZERO },
  patrol: 0,
  liaison: NEVER,
  sensor: NEVER,
  self: NEVER,
};

/** Patrols find it when they walk: the hours in the log are theirs, those of its occurring stay the base's. */
function foundOnPatrol({ id, known }: LearntKind, base: Scenario): boolean {
  return known && base.incidents.kinds[id].found.patrol > 0;
}

function kindLines(kind: LearntKind, { base, map, reportedShare }: FragmentSource): string[] {
  const { perDay } = kind.rate;
  const reported = reportedShare.get(kind.id) ?? 1;
  const simulated = reported === 1 ? '' : `; ${short(100 * reported, 3)} % are reported, as simulated [A]`;
  const perDayNote = `${short(perDay.value)} rows a day (${range(perDay)})${simulated}`;
  const lines = [`    ${kind.id}:`];
  if (!kind.known) {
    lines.push(...borrowed(kind, base, map));
    lines.push(`      found: ${flow(AT_ONCE)} # [A] the log begins with the report`, '      escalationPerDay: 0 # [A]');
  }
  for (const key of ['falseAlarm', 'duplicates']) lines.push(`      ${key}: 0 # [A] a row is an incident`);
  lines.push(
    `      perDay: ${short(perDay.value / reported, 6)} # [log] ${perDayNote}`,
    foundOnPatrol(kind, base)
      ? `      hours: ${base.incidents.kinds[kind.id].hours} # [A] the log's hours are those of the patrols that find it`
      : `      hours: ${profileName(kind)} # [log]`,
  );
  if (kind.rate.weekdays !== undefined) lines.push(`      weekdays: ${profileName(kind)} # [log]`);
  else if (!kind.known) lines.push(`      weekdays: ${template(base, map).weekdays} # [A]`);
  if (kind.channel !== undefined) lines.push(`      channel: ${kind.channel} # [log]`);
  if (kind.units !== undefined) {
    const weights = Object.fromEntries(kind.units.map(({ unit, share }) => [unit, short(share)]));
    lines.push(`      units: ${flow(weights)} # [log] shares by place`);
  }
  if (kind.work !== undefined) lines.push(...workLines(kind.work));
  if (kind.targetHours !== undefined) {
    const limit = { hours: short(kind.targetHours), clock: 'natural' };
    lines.push(`      limits: ${flow({ handle: limit, close: limit })} # [log] median target`);
  }
  return lines;
}

function workLines({ effort, lagShare, lag }: NonNullable<LearntKind['work']>): string[] {
  const lines: string[] = [];
  if (effort !== undefined)
    lines.push(`      effortMinutes: ${inUnit(effort, MINUTE)} # [log] ${fitNote(effort, MINUTE, 'min')}`);
  if (lag !== undefined || lagShare.value === 0) {
    lines.push('      lag:', `        share: ${short(lagShare.value)} # [log] ${range(lagShare)}`);
    if (lag !== undefined) lines.push(`        hours: ${inUnit(lag, HOUR)} # [log] ${fitNote(lag, HOUR, 'h')}`);
    else lines.push('        hours: {"dist":"deterministic","value":0} # [log] none waited');
  }
  return lines;
}

function fitNote({ ended, open, family, parameters, distance }: StageFit, unit: number, word: string): string {
  const told = Object.entries(parameters).map(([name, value]) =>
    isScale(name)
      ? `${name} ${range({ ...value, low: value.low / unit, high: value.high / unit })} ${word}`
      : `${name} ${range(value)}`,
  );
  return [`${ended} ended, ${open} open`, family, ...told, `largest distance ${short(distance, 2)}`].join('; ');
}

/** Whether a parameter has the unit of time. */
const isScale = (name: string): boolean => name === 'median' || name === 'mean' || name === 'scale';

/** A duration in the unit of its key. */
function inUnit({ spec }: StageFit, unit: number): string {
  const entries = Object.entries(spec).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.map((v) => short(v / unit))];
    if (typeof value === 'number') return [name, short(isScale(name) ? value / unit : value, 5)];
    return [name, value];
  });
  return flow(Object.fromEntries(entries));
}

/** The kind of the base that a new one takes its other values from: the map's, else the most frequent. */
function template(base: Scenario, map: LogMap): Scenario['incidents']['kinds'][string] {
  const { kinds } = base.incidents;
  const named = map.template === undefined ? undefined : kinds[map.template];
  return named ?? Object.values(kinds).reduce((a, b) => (b.perDay > a.perDay ? b : a));
}

/** All that a new kind needs and the log does not say; nothing comes before its report. */
function borrowed(kind: LearntKind, base: Scenario, map: LogMap): string[] {
  const {
    perDay: _p,
    hours: _h,
    weekdays: _w,
    name: _n,
    found: _f,
    limits,
    channel,
    falseAlarm: _a,
    duplicates: _d,
    escalationPerDay: _e,
    ...rest
  } = template(base, map);
  const { effortMinutes, lag, ...others } = rest;
  const lines = [`      name: ${flow(kind.name)}`];
  for (const [key, value] of Object.entries(others)) lines.push(`      ${key}: ${flow(value)} # [A] as the template`);
  if (kind.channel === undefined) lines.push(`      channel: ${channel} # [A] as the template`);
  if (kind.work?.effort === undefined) lines.push(`      effortMinutes: ${flow(effortMinutes)} # [A] as the template`);
  const lagKnown = kind.work !== undefined && (kind.work.lag !== undefined || kind.work.lagShare.value === 0);
  if (!lagKnown) lines.push(`      lag: ${flow(lag)} # [A] as the template`);
  if (kind.targetHours === undefined) lines.push(`      limits: ${flow(limits)} # [A] as the template`);
  return lines;
}
