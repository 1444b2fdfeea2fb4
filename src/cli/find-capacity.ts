import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CapacityResult, type Found, findCapacity, type TrialLoad } from '../load/capacity/find.ts';
import { DEFAULT_TARGETS, type Trial } from '../load/capacity/trial.ts';
import { collectLines } from '../load/invariants/evidence.ts';
import { say } from '../locales/index.ts';
import { capacityJUnit } from '../report/capacity/junit.ts';
import { capacityOutput } from '../report/capacity/output.ts';
import { capacityPage } from '../report/capacity/page.ts';
import type { Annotation } from '../report/github.ts';
import { loadFiles } from '../report/load-files.ts';
import { pageHtml, pageText } from '../report/page.ts';
import { openResultFolder, type ResultFolder } from '../report/result-folder.ts';
import { loadScenario } from '../scenario/load.ts';
import type { CapacityOptions } from './capacity-options.ts';
import { tellGithub } from './github.ts';
import { catchInterruption } from './interruption.ts';
import { type LoadWork, oneLoad } from './load-work.ts';
import { startProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const MISSED = 3;
const NOT_VALID = 4;
const HISTORY = 'history.ndjson';
const TRIALS = 'trials';
/** The largest `incidents.scale` that a scenario may have. */
const MOST_SCALE = 1000;
/** Seconds before and after each load, for provisioning it and for settling its history. [A] */
const AROUND = 5;

/** A search as the command line asks for it. */
export interface CapacityWork extends LoadWork {
  readonly capacity: CapacityOptions;
  /** The scenario as it is named, to be read again at every multiple. */
  readonly path: string;
}

type Tell = (second: number) => void;

interface SearchEnd {
  readonly found: Found;
  readonly interrupted: number | undefined;
}

/** Makes the load of one trial; its history is kept only where it proves something. */
async function makeTrial(work: CapacityWork, folder: string, multiple: number, signal: AbortSignal, tell: Tell) {
  const { options, loaded } = work;
  const scale = Number((loaded.scenario.incidents.scale * multiple).toPrecision(9));
  const multiplied = await loadScenario(work.path, { set: [...options.patches, `incidents.scale=${scale}`] });
  mkdirSync(folder, { recursive: true });
  const historyFile = join(folder, HISTORY);
  const result = await oneLoad(
    { ...work, loaded: multiplied, options: { ...options, abortOnMiss: true } },
    { historyFile, onPhase: () => {}, onSecond: ({ at }) => tell(at), signal },
  );
  const examples = result.judgement.verdicts.flatMap((verdict) => verdict.examples);
  const lines = await collectLines(historyFile, examples);
  if (examples.length === 0) rmSync(historyFile);
  return { result, lines, history: examples.length === 0 ? null : HISTORY };
}

async function search(work: CapacityWork, terminal: Terminal, folder: ResultFolder): Promise<SearchEnd> {
  const { language, note } = terminal;
  const { options, capacity } = work;
  const { warmup, duration } = options;
  const seconds = Math.ceil(warmup + duration);
  let progress: ReturnType<typeof startProgress> | undefined;
  const stopping = (): void => {
    progress?.end();
    note(say(language, 'capacity.stopping'));
  };
  const interruption = catchInterruption(stopping, folder.discard);
  const load = async (multiple: number, number: number): Promise<TrialLoad> => {
    const bar = startProgress(say(language, { key: 'capacity.running', values: { number, multiple } }), seconds);
    progress = bar;
    const place = join(TRIALS, `${String(number).padStart(2, '0')}-${multiple}x`);
    const path = join(folder.draft, place);
    let isWhole = false;
    try {
      const tell: Tell = (at) => bar.update(Math.min(seconds, Math.floor(at)), seconds);
      const { result, lines, history } = await makeTrial(work, path, multiple, interruption.signal, tell);
      if (!result.interrupted) {
        for (const [name, text] of loadFiles(result, history, lines, language)) writeFileSync(join(path, name), text);
        isWhole = true;
      }
      return { result, folder: place };
    } finally {
      bar.end();
      if (!isWhole) rmSync(path, { recursive: true, force: true });
    }
  };
  const onTrial = ({ multiple, operations, outcome }: Trial, number: number): void => {
    const values = {
      number,
      multiple,
      operations: operations.toFixed(0),
      outcome: say(language, `capacity.outcome.${outcome}`),
    };
    note(say(language, { key: 'capacity.trial', values }));
  };
  try {
    const found = await findCapacity({ ...capacity, load, onTrial, signal: interruption.signal });
    return { found, interrupted: interruption.code() };
  } finally {
    interruption.end();
  }
}

/** A backend that breaks no rule and holds the scenario's own incidents has done what it should. */
function exitCode({ holds, end, stopped, trials }: CapacityResult, interrupted: number | undefined): number {
  if (interrupted !== undefined) return interrupted;
  if (trials.some(({ broken }) => broken.some(({ invariants }) => invariants.length > 0))) return MISSED;
  if (stopped === 'gone') return MISSED;
  if (holds !== undefined && holds.multiple >= 1) {
    const held = trials.filter(({ multiple, outcome }) => multiple === holds.multiple && outcome === 'held');
    // Targets that nothing came about for say nothing.
    return held.some(({ targets }) => targets.every(({ measure }) => measure !== undefined)) ? 0 : NOT_VALID;
  }
  return end?.verdict === 'broken' ? MISSED : NOT_VALID;
}

function bounds({ options, capacity }: CapacityWork): { trials: number; seconds: number; minutes: number } {
  const { warmup, duration, drain } = options;
  const { mostTrials } = capacity;
  const minutes = Math.ceil((mostTrials * (warmup + duration + drain + AROUND)) / 60);
  return { trials: mostTrials, seconds: Math.ceil(warmup + duration), minutes };
}

/** Searches the multiple of the scenario's incidents that the backend holds, and delivers what was found. */
export async function findOnTerminal(asked: CapacityWork, terminal: Terminal): Promise<number> {
  const { language, style } = terminal;
  const { scenario, hash } = asked.loaded;
  const { scale } = scenario.incidents;
  if (scale === 0)
    throw new UsageError([{ where: '--find-capacity', path: '', message: { key: 'capacity.noIncidents' } }]);
  const byDefault = asked.options.targets.length === 0;
  const targets = byDefault ? DEFAULT_TARGETS : asked.options.targets;
  const { most } = asked.capacity.search;
  const setting = { ...asked.capacity.search, most: Math.min(most, Math.floor(MOST_SCALE / scale)) };
  const work: CapacityWork = {
    ...asked,
    options: { ...asked.options, targets },
    capacity: { ...asked.capacity, search: setting },
  };
  const folder = openResultFolder(asked.options.out, `capacity-${scenario.name}`);
  const startedAt = new Date();
  try {
    terminal.note(say(language, { key: 'capacity.plan', values: bounds(work) }));
    const { found, interrupted } = await search(work, terminal, folder);
    const { first } = found;
    if (first === undefined) {
      terminal.note(say(language, 'capacity.nothing'));
      return interrupted ?? NOT_VALID;
    }
    const { mostTrials } = asked.capacity;
    const result: CapacityResult = {
      ...found,
      first,
      search: setting,
      mostTrials,
      scale,
      targets,
      byDefault,
      hash,
      startedAt,
      endedAt: new Date(),
    };
    const output = JSON.stringify(capacityOutput(result));
    const page = capacityPage(result, language);
    const path = folder.publish(
      new Map([
        ['result.json', output],
        ['report.html', pageHtml(page, language)],
        ['junit.xml', capacityJUnit(result, language)],
      ]),
    );
    terminal.print(terminal.json ? output : pageText(page, style));
    terminal.note(say(language, { key: 'cli.written', values: { path } }));
    const code = exitCode(result, interrupted);
    const said: Annotation = { level: 'error', title: say(language, 'capacity.github'), text: page.title };
    if (asked.options.github) tellGithub(code === 0 ? [] : [said], page, terminal);
    return code;
  } finally {
    folder.discard();
  }
}
