import { availableParallelism } from 'node:os';
import type { City } from '../city/city.ts';
import { say } from '../locales/index.ts';
import { pageHtml, pageMarkdown, pageText } from '../report/page.ts';
import { secondOpinionOutput } from '../report/second-opinion/output.ts';
import { secondOpinionPage } from '../report/second-opinion/page.ts';
import { loadScenario } from '../scenario/load.ts';
import { brief } from '../scenario/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { suggestion } from '../scenario/suggest.ts';
import { openPieces } from '../validation/pieces.ts';
import type { TownshipRecord } from '../validation/township/demand.ts';
import { findTownships } from '../validation/township/find.ts';
import { NoCallsError, type SecondOpinion, secondOpinion } from '../validation/township/second-opinion.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import { catchInterruption } from './interruption.ts';
import { scenarioPath } from './package-files.ts';
import { startProgress } from './progress.ts';
import { readReport, writeReport } from './report-file.ts';
import { readPatches } from './run-options.ts';
import { cityOf } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const MOST_THREADS = 64;

/** The township that a text means. Throws UsageError where there is none, or more than one. */
function townshipOf(city: City, text: string): number {
  const found = findTownships(city, text);
  const [first] = found;
  if (found.length === 1 && first !== undefined) return first;
  const where = '--township';
  if (found.length > 1) {
    const codes = found.map((township) => city.townships[township].code).join(', ');
    throw new UsageError([{ where, path: '', message: { key: 'opinion.severalTownships', values: { codes } } }]);
  }
  const names = city.townships.flatMap(({ name, code }) => (/[^\x20-\x7e]/.test(text) ? [name] : [code]));
  const meant = suggestion(text, names);
  const message = { key: 'opinion.unknownTownship' } as const;
  throw new UsageError([{ where, path: '', message, found: brief(text), ...(meant && { suggestion: meant }) }]);
}

interface Work {
  readonly scenario: Scenario;
  readonly city: City;
  readonly township: number;
  readonly threads: number;
  readonly terminal: Terminal;
}

/** The replications that were finished, in order, up to an abort. */
async function simulateReplications(
  { scenario, city, township, threads, terminal }: Work,
  signal: AbortSignal,
): Promise<TownshipRecord[]> {
  const { replications } = scenario.horizon;
  const pieces = openPieces(scenario, city, Math.min(threads, replications));
  const progress = startProgress(say(terminal.language, 'opinion.running'), replications);
  const finished: (TownshipRecord | undefined)[] = [];
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  let done = 0;
  const all = Promise.all(
    Array.from({ length: replications }, async (_, replication) => {
      const record = await pieces.record({ township, replication });
      finished[replication] = record;
      progress.update(++done, replications);
    }),
  );
  // After an abort what is left behind rejects, and nobody waits for it.
  all.catch(() => {});
  try {
    await Promise.race([all, aborted]);
  } finally {
    progress.end();
    await pieces.end();
  }
  return finished.filter((record) => record !== undefined);
}

async function deliver(opinion: SecondOpinion, report: string | undefined, work: Work): Promise<void> {
  const { scenario, city, terminal } = work;
  const { language } = terminal;
  const output = secondOpinionOutput(opinion, scenario, city);
  const page = secondOpinionPage(output, language);
  if (report !== undefined) {
    const forms = { html: () => pageHtml(page, language), markdown: () => pageMarkdown(page) };
    writeReport(report, forms, terminal);
  }
  terminal.print(terminal.json ? JSON.stringify(output) : pageText(page, terminal.style));
}

/** A township's crews as Larson's hypercube, beside what the scenario's own run makes of them. Returns the exit code. */
export async function giveSecondOpinion(args: RawArguments, terminal: Terminal): Promise<number> {
  const reader = new ArgumentReader(args);
  const given = reader.text('scenario');
  const text = reader.text('township') ?? '';
  const patches = readPatches(reader);
  const threads = reader.wholeNumber('threads', 1, MOST_THREADS) ?? availableParallelism();
  const report = readReport(reader);
  reader.end();
  const loaded = await loadScenario(scenarioPath(given), { set: patches });
  const { scenario } = loaded;
  const city = await cityOf(loaded, terminal);
  const township = townshipOf(city, text);
  const work = { scenario, city, township, threads, terminal };
  const { language } = terminal;
  const interruption = catchInterruption(
    () => terminal.note(say(language, 'cli.stopping')),
    () => {},
  );
  try {
    const records = await simulateReplications(work, interruption.signal);
    if (records.length === 0) {
      terminal.note(say(language, 'report.interruptedEmpty'));
      return interruption.code() ?? 1;
    }
    // What was simulated before an interruption is still worth its opinion, which takes seconds.
    const opinion = await secondOpinion(scenario, city, township, records);
    await deliver(opinion, report, work);
    return interruption.code() ?? 0;
  } catch (error) {
    if (!(error instanceof NoCallsError)) throw error;
    const values = { days: scenario.horizon.days, name: city.townships[township].name };
    throw new UsageError([{ where: '--township', path: '', message: { key: 'opinion.noCalls', values } }]);
  } finally {
    interruption.end();
  }
}
