import { type Language, type MessageKey, say } from '../../locales/index.ts';
import { FIGURES, type Figure, isShare } from '../../validation/township/figures.ts';
import { formatPlusMinus, formatQuantity } from '../format.ts';
import type { Page, PageTable } from '../page.ts';
import type { Compared, SecondOpinionOutput } from './output.ts';

/** Crews that a terminal lists. */
const CREWS_SHOWN = 12;
/** From here on a fact is worth a line, [A]. */
const NOTEWORTHY = { burstiness: 1.2, atShiftStart: 0.03, byOthers: 0.01, checks: 0.03, chores: 0.01 } as const;
const SCV_OFF = 0.1;

/** A second opinion as planners read it: the figures side by side, what to make of them, communities and crews. */
export function secondOpinionPage(output: SecondOpinionOutput, language: Language): Page {
  const { township } = output;
  const title = {
    key: 'opinion.title',
    values: { name: township.name, unit: township.unit[language], code: township.code },
  } as const;
  return {
    title: say(language, title),
    parts: [
      ...intro(output, language),
      figuresTable(output, language),
      say(language, 'opinion.columns'),
      ...verdicts(output, language),
      { list: differences(output, language) },
      communitiesTable(output, language),
      crewsTable(output, language),
      say(language, 'opinion.more'),
    ],
  };
}

const seconds = (value: number, language: Language): string => formatQuantity(value, 's', language);
const percent = (value: number, language: Language): string => formatQuantity(value, 'share', language);
const plain = (value: number, language: Language): string => formatQuantity(value, 'count', language);

/** A share in per cent without the sign, two significant digits: two of them stand side by side. */
function hundredths(share: number | null, language: Language): string {
  const digits = { maximumSignificantDigits: 2, maximumFractionDigits: 3, roundingPriority: 'lessPrecision' } as const;
  return share === null ? '-' : (100 * share).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', digits);
}

function intro(
  { demand, communities, crews, replications, days, scenario, approximated }: SecondOpinionOutput,
  language: Language,
): string[] {
  const onDuty = communities.reduce((sum, own) => sum + own.onDuty, 0);
  const values = {
    communities: communities.length,
    crews: crews.length,
    onDuty: plain(onDuty, language),
    calls: plain(demand.callsPerDay, language),
    service: seconds(demand.serviceSeconds, language),
    reaction: seconds(demand.reactionSeconds, language),
    spot: percent(demand.onTheSpot, language),
    replications,
    days,
    scenario,
  };
  const solver =
    approximated === 0 ? 'opinion.exact' : ({ key: 'opinion.approximated', values: { number: approximated } } as const);
  return [say(language, { key: 'opinion.intro', values }), say(language, solver)];
}

const unitOf = (figure: Figure) => (isShare(figure) ? 'share' : 's');
const label = (figure: Figure, language: Language): string => say(language, `opinion.figure.${figure}`);

function cells({ hypercube, engine, scenario }: Compared, figure: Figure, language: Language): string[] {
  const unit = unitOf(figure);
  return [
    hypercube === null ? '-' : formatQuantity(hypercube, unit, language),
    engine.value === null ? '-' : formatPlusMinus({ ...engine, unit }, language),
    scenario.value === null ? '-' : formatPlusMinus({ ...scenario, unit }, language),
  ];
}

const SIDES = ['opinion.hypercube', 'opinion.engine', 'opinion.scenario'] as const satisfies readonly MessageKey[];

function figuresTable({ figures }: SecondOpinionOutput, language: Language): PageTable {
  return {
    title: say(language, 'opinion.figures'),
    heads: [say(language, 'validation.quantity'), ...SIDES.map((side) => say(language, side))],
    rows: FIGURES.map((figure) => [label(figure, language), ...cells(figures[figure], figure, language)]),
  };
}

/** Whether the hypercube's number lies in a simulation's interval; undefined where nothing varied. */
function agrees(hypercube: number | null, { low, high }: Compared['engine']): boolean | undefined {
  if (hypercube === null || low === null || high === null || low === high) return undefined;
  return hypercube >= low && hypercube <= high;
}

function verdicts({ figures }: SecondOpinionOutput, language: Language): string[] {
  const listed = (side: 'engine' | 'scenario', wanted: boolean) =>
    FIGURES.filter((figure) => agrees(figures[figure].hypercube, figures[figure][side]) === wanted);
  const names = (list: readonly Figure[]) =>
    list.map((figure) => label(figure, language)).join(say(language, 'opinion.and'));
  const [same, other] = [listed('engine', true), listed('engine', false)];
  const [inside, outside] = [listed('scenario', true), listed('scenario', false)];
  const judged = same.length + other.length;
  const lines: string[] = [];
  if (judged > 0) {
    // With intervals of 95 % one in twenty misses by chance.
    const key = other.length <= 1 ? 'opinion.verdict.engine' : 'opinion.verdict.engineOff';
    lines.push(say(language, { key, values: { same: same.length, of: judged } }));
  }
  if (inside.length > 0) lines.push(say(language, { key: 'opinion.verdict.inside', values: { names: names(inside) } }));
  if (outside.length > 0)
    lines.push(say(language, { key: 'opinion.verdict.outside', values: { names: names(outside) } }));
  lines.push(say(language, 'opinion.why'));
  return lines;
}

/** Where the two should differ, and why: what holds of this township in particular first. */
function differences({ facts, overloaded, demand, policy }: SecondOpinionOutput, language: Language): string[] {
  const lines: string[] = [say(language, 'opinion.why.workload')];
  const tell = (key: MessageKey, values: Record<string, string>) => lines.push(say(language, { key, values }));
  if (policy === 'leastLoaded') tell('opinion.why.policy', { policy });
  if (overloaded > 0) tell('opinion.why.overloaded', { share: percent(overloaded, language) });
  if (facts.burstiness !== null && facts.burstiness >= NOTEWORTHY.burstiness)
    tell('opinion.why.bursts', { times: plain(facts.burstiness, language) });
  if (facts.atShiftStart >= NOTEWORTHY.atShiftStart)
    tell('opinion.why.shifts', { share: percent(facts.atShiftStart, language) });
  if (facts.checks >= NOTEWORTHY.checks) tell('opinion.why.checks', { share: percent(facts.checks, language) });
  if (facts.byOthers >= NOTEWORTHY.byOthers) tell('opinion.why.others', { share: percent(facts.byOthers, language) });
  if (facts.chores >= NOTEWORTHY.chores) tell('opinion.why.chores', { share: percent(facts.chores, language) });
  if (facts.interrupted > 0) tell('opinion.why.interrupted', { share: percent(facts.interrupted, language) });
  if (facts.serviceScv !== null && Math.abs(facts.serviceScv - 1) >= SCV_OFF)
    tell('opinion.why.service', { scv: plain(facts.serviceScv, language) });
  tell('opinion.why.places', { spot: percent(demand.onTheSpot, language) });
  return lines;
}

function communitiesTable({ communities }: SecondOpinionOutput, language: Language): PageTable {
  const both = ({ hypercube, scenario }: Compared) =>
    `${hundredths(hypercube, language)} / ${hundredths(scenario.value, language)} %`;
  return {
    title: say(language, 'opinion.communities'),
    heads: (['community', 'onDuty', 'calls', 'workload', 'allBusy', 'outside'] as const).map((head) =>
      say(language, `opinion.head.${head}`),
    ),
    rows: communities.map(({ name, onDuty, callsPerDay, figures }) => [
      name,
      plain(onDuty, language),
      plain(callsPerDay, language),
      both(figures.workload),
      both(figures.allBusy),
      both(figures.outside),
    ]),
  };
}

/** The most loaded first. */
function crewsTable({ crews, communities }: SecondOpinionOutput, language: Language): PageTable {
  const nameOf = new Map(communities.map(({ code, name }) => [code, name]));
  const load = ({ workload }: SecondOpinionOutput['crews'][number]) => workload.scenario.value ?? 0;
  const sorted = [...crews].sort((a, b) => load(b) - load(a));
  const some = { key: 'opinion.crewsSome', values: { shown: CREWS_SHOWN, of: crews.length } } as const;
  return {
    title: say(language, 'opinion.crews'),
    heads: [say(language, 'opinion.head.crew'), ...SIDES.map((side) => say(language, side))],
    rows: sorted.map(({ community, grid, number, workload }) => {
      const values = { community: nameOf.get(community) ?? community, grid: grid ?? 0, number };
      const who = say(language, { key: grid === null ? 'opinion.staff' : 'opinion.worker', values });
      return [who, ...cells(workload, 'workload', language)];
    }),
    terminalRows: CREWS_SHOWN,
    ...(crews.length > CREWS_SHOWN && { terminalTitle: say(language, some) }),
  };
}
