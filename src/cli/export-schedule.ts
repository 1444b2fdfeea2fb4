import { writeSchedule } from '../load/schedule/file.ts';
import type { OpenOperation } from '../load/schedule/operation.ts';
import { peakOf, RateCounter } from '../load/schedule/rates.ts';
import { schedule } from '../load/schedule/schedule.ts';
import { startOf } from '../load/schedule/start.ts';
import { say } from '../locales/index.ts';
import type { ExportScheduleOutput } from '../report/export-schedule-output.ts';
import { loadScenario } from '../scenario/load.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { readShape, SHAPE_OPTIONS } from './load-shape.ts';
import { readSpan, SPAN_OPTIONS } from './load-span.ts';
import { tellNothingKept } from './nothing-kept.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const DEFAULT_SCENARIO = 'storm';

/** Writes the file; what a person can mend is a UsageError. Returns the exit code of an interruption. */
async function write(
  path: string,
  stopping: () => void,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<number | undefined> {
  const interruption = catchInterruption(stopping, () => {});
  try {
    await work(interruption.signal);
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (name === 'AbortError') return interruption.code();
    if (typeof code !== 'string' || !code.startsWith('E')) throw error;
    const problem = { key: 'server.notWritten', values: { reason: message } } as const;
    throw new UsageError([{ where: path, path: '', message: problem }]);
  } finally {
    interruption.end();
  }
  return undefined;
}

function tell(made: ExportScheduleOutput, { language, json, print }: Terminal): void {
  if (json) {
    print(JSON.stringify(made));
    return;
  }
  const { file, operations, seconds, peakPerSecond } = made;
  print(say(language, { key: 'cli.written', values: { path: file } }));
  print(say(language, { key: 'schedule.counts', values: { ...operations, seconds, peakPerSecond } }));
}

async function exportSchedule(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const span = readSpan(reader);
  const shape = readShape(reader, span.duration);
  const file = reader.text('out');
  const seed = reader.text('seed');
  if (file === undefined) reader.problem({ where: '--out', path: '', message: { key: 'schedule.outMissing' } });
  reader.end();
  if (file === undefined) return 2;
  const set = [...reader.texts('set'), ...(seed === undefined ? [] : [`seed=${JSON.stringify(seed)}`])];
  const given = typeof args.scenario === 'string' ? args.scenario : DEFAULT_SCENARIO;
  const loaded = await loadScenario(scenarioPath(given), { set });
  const { scenario, hash } = loaded;
  const city = await cityOf(loaded, terminal);
  const start = startOf(scenario, span.from);
  const { speed, duration } = span;
  const counter = new RateCounter(start.at, speed);
  const progress = startProgress(say(terminal.language, 'schedule.writing'), Math.ceil(duration));
  const header = {
    ...{ schedule: 1 as const, scenario: scenario.name, hash, seed: scenario.seed, city: city.hash },
    ...{ from: start.at, until: start.at + duration * speed, startDate: scenario.horizon.start, speed, ...shape },
  };
  function* counted(): Generator<OpenOperation> {
    for (const operation of schedule({ scenario, city, start, ...span, ...shape })) {
      counter.add(operation);
      progress.update(Math.floor((operation.at - start.at) / speed), Math.ceil(duration));
      yield operation;
    }
  }
  const stopping = (): void => {
    progress.end();
    terminal.note(say(terminal.language, 'cli.stoppingEmpty'));
  };
  const work = (signal: AbortSignal) => writeSchedule(file, header, counted(), signal);
  const interrupted = await write(file, stopping, work).finally(progress.end);
  if (interrupted !== undefined) return tellNothingKept(interrupted, terminal);
  const rates = counter.rates();
  const { seconds } = rates;
  tell({ file, operations: rates.total, seconds, peakPerSecond: peakOf(rates) }, terminal);
  return 0;
}

export const exportScheduleCommand: Command = {
  words: ['export', 'schedule'],
  positional: { name: 'scenario', describe: 'load.scenario' },
  describe: 'schedule.describe',
  options: {
    out: { kind: 'text', describe: 'schedule.option.out' },
    ...SPAN_OPTIONS,
    ...SHAPE_OPTIONS,
    set: { kind: 'texts', describe: 'cli.option.set' },
    seed: { kind: 'text', describe: 'cli.option.seed' },
  },
  examples: [['export schedule storm --out storm.ndjson.gz', 'schedule.example']],
  run: exportSchedule,
};
