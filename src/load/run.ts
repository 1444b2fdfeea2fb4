import type { TransportOptions } from '../backend/http/transport.ts';
import type { City } from '../city/city.ts';
import { judgeTarget } from '../run/targets.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Target } from '../scenario/target.ts';
import { Cases } from './cases.ts';
import { CityLoad } from './city-load.ts';
import { connect, provision, startClock } from './connection.ts';
import { dispatchWire } from './dispatch-wire.ts';
import type { HistoryRecord, OperationName } from './history/record.ts';
import { HistoryWriter } from './history/writer.ts';
import { Judge } from './invariants/judge.ts';
import { JudgedJournal } from './judged-journal.ts';
import type { Phase, Second } from './live.ts';
import { LiveLoad } from './live-load.ts';
import { LoopDelay } from './loop-delay.ts';
import { operationMeasures, sectionsOf } from './measures.ts';
import { MissWatch } from './miss-watch.ts';
import { OrderStream } from './order-stream.ts';
import { orderTaker } from './order-taker.ts';
import { Pace } from './pace.ts';
import { Recorder } from './recorder.ts';
import { ReportsOnly } from './reports-only.ts';
import type { LoadResult, LoadSetting, OperationResult, Validity } from './result.ts';
import type { Start } from './schedule/start.ts';
import { Seconds } from './seconds.ts';
import { Sender } from './sender.ts';
import type { Source, SourceSetting } from './source.ts';
import { SendingThreads } from './threads/threads.ts';
import { loadWindow } from './window.ts';

const DAY = 86_400;
/** Days of duty beyond the load's own that the backend is told of: crews on a job see it through. [A] */
const MORE_DAYS = 8;
/** Milliseconds between looks at whether all has drained. */
const LOOK = 250;
/** Wall milliseconds for the reads that settle a history, at most. [A] */
const SETTLE = 60_000;
/** Wall milliseconds that each of them is waited for, however short the patience of the load itself. [A] */
const SETTLE_TIMEOUT = 10_000;
/** So many of them are under way at once. [A] */
const SETTLE_LANES = 16;
/** The same where a target is lost: the backend may be too slow for more. [A] */
const SETTLE_LOST = 10_000;
/** A run says nothing of a backend when more operations than this share started late by the generator's own fault. */
const MOST_LATE = 0.01;
const LEAST_ALLOWANCE = 0.01;
const ALLOWED_SHARE = 0.05;

export interface LoadRequest {
  readonly url: URL;
  readonly transport: TransportOptions;
  readonly scenario: Scenario;
  readonly city: City;
  readonly start: Start;
  readonly setting: LoadSetting;
  readonly targets: readonly Target[];
  /** Whether the load ends as soon as a target is lost; MissWatch has the rule. */
  readonly abortOnMiss: boolean;
  /** A file that does not exist yet. */
  readonly historyFile: string;
  readonly onPhase: (phase: Phase) => void;
  readonly onSecond: (second: Second) => void;
  /** The clock runs. */
  readonly onLive?: (live: LiveLoad) => void;
  /** Aborting ends the load; what was measured is kept. */
  readonly signal: AbortSignal;
}

export type LoadOutcome = Omit<LoadResult, 'manifest' | 'comparison'> & { readonly backendVersion: string };

/**
 * Sends a living city at a backend and judges what came of it: provisions it, starts its clock, lets the field live at the
 * pace of the wall clock, lets crews go on for a while after the last report, and settles the history by reading. Throws
 * BackendError where there is nobody to send to.
 */
export async function runLoad(request: LoadRequest): Promise<LoadOutcome> {
  const { url, scenario, city, start, setting, signal, onPhase } = request;
  const { speed, warmup, duration } = setting;
  onPhase('provision');
  const connection = await connect(url, request.transport);
  const { transport } = connection;
  const window = loadWindow(start.at, warmup, duration, speed);
  const allowance = lateAllowance(request.targets);
  const recorder = new Recorder(allowance * 1000);
  const judge = new Judge();
  const writer = new HistoryWriter(request.historyFile);
  const journal = new JudgedJournal(writer, judge);
  const cases = new Cases();
  const source = sourceOf(setting.reportsOnly, {
    scenario,
    city,
    start,
    window,
    speed,
    ramp: setting.ramp,
    capabilities: connection.capabilities,
    cases,
    submit: (operation) => sender.submit(operation),
  });
  const days = [start.firstDay, Math.ceil(window.until / DAY) + MORE_DAYS] as const;
  const { threads, maxInFlight } = setting;
  const sending = threads > 1 ? new SendingThreads(url, request.transport, maxInFlight, threads) : undefined;
  const hangUp = () => Promise.all([sending?.close(), transport.close()]);
  try {
    await provision(connection, scenario, city, source.field.roster, days, signal);
    await sending?.ready;
    if (!signal.aborted) await startClock(connection, { origin: start.at, clock: { type: 'paced', speed } });
  } catch (error) {
    await writer.end();
    await hangUp();
    throw error;
  }
  const zero = performance.now();
  const now = () => performance.now() - zero;
  const take = (record: HistoryRecord) => journal.take(record);
  const sender: Sender = new Sender({
    carrier: sending ?? transport,
    wire: dispatchWire,
    recorder,
    journal,
    maxInFlight,
    zero,
  });
  take({
    t: 'start',
    version: 1,
    scenario: scenario.name,
    seed: scenario.seed,
    backend: transport.origin,
    speed,
    origin: start.at,
    at: new Date().toISOString(),
  });
  const pace = new Pace({ driver: source.driver, connection, now, take });
  const stream = new OrderStream(transport, orderTaker({ source, cases, recorder, pace, now, take }));
  const missWatch = new MissWatch(request.targets, { recorder, field: source.watch });
  let lost: LoadResult['lost'] = null;
  const onSecond = (second: Second) => {
    request.onSecond(second);
    if (!request.abortOnMiss || lost !== null || (second.phase !== 'warmup' && second.phase !== 'load')) return;
    const left = (window.until - Math.max(window.measured, second.simulated)) / source.driver.speed;
    // While the load still rises nobody can tell from the busiest seconds so far how much may come.
    const remaining = second.at < setting.ramp.seconds ? Number.POSITIVE_INFINITY : left;
    const target = missWatch.look(remaining, second);
    if (target === undefined) return;
    lost = { target, at: second.at };
    source.driver.stop();
  };
  const seconds = new Seconds({ zero, pace, recorder, sender, source, cases, judge, onSecond });
  const enter = (phase: Exclude<Phase, 'provision'>) => {
    seconds.phase = phase;
    onPhase(phase);
    take({ t: 'phase', at: now(), phase });
  };
  const stop = () => source.driver.stop();
  signal.addEventListener('abort', stop, { once: true });
  const loopDelay = new LoopDelay();
  request.onLive?.(new LiveLoad({ setting, window, pace, recorder, judge }));
  try {
    if (!signal.aborted) stream.open();
    if (warmup > 0 && !signal.aborted) {
      enter('warmup');
      await source.driver.runUntil(window.measured);
    }
    enter('load');
    loopDelay.start();
    const cpu = process.cpuUsage();
    const began = now();
    if (!signal.aborted && lost === null) await source.driver.runUntil(window.until);
    const measured = (now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    loopDelay.stop();
    source.closeOpenPart();
    enter('drain');
    const { driver } = source;
    const over = driver.simulated + setting.drain * speed;
    while (!signal.aborted && lost === null && driver.simulated < over && cases.undecided + cases.open > 0)
      await driver.runUntil(driver.simulated + (driver.speed * LOOK) / 1000);
    pace.close();
    await within(sender.idle(), signal.aborted ? LOOK : lost === null ? setting.timeout * 1000 + LOOK : SETTLE_LOST);
    const end = source.driver.simulated;
    if (!signal.aborted) {
      enter('settle');
      await within(settle(judge, sender, signal), lost === null ? SETTLE : SETTLE_LOST);
    }
    sender.close();
    take({ t: 'end', at: now(), reason: signal.aborted ? 'interrupted' : 'done' });
    const judgement = judge.finish();
    const violations = judgement.verdicts.reduce((sum, verdict) => sum + verdict.violations, 0);
    const field = await source.compare(end);
    const measures = { ...field?.deployed, ...operationMeasures(recorder, violations) };
    return {
      backendVersion: connection.version,
      setting,
      speedChanges: pace.changes,
      measured,
      interrupted: signal.aborted,
      lost,
      validity: validityOf(recorder, sender, allowance, {
        loopDelay: { p50: loopDelay.percentile(50), p99: loopDelay.percentile(99), max: loopDelay.max },
        cpuSeconds: (used.user + used.system) / 1e6,
        measured,
      }),
      operations: operationsOf(recorder),
      decide: recorder.decide.summary(),
      measures,
      sections: sectionsOf(recorder),
      field,
      judgement,
      targets: request.targets.map((target) => judgeTarget(target, measures)),
      seconds: seconds.all,
    };
  } finally {
    signal.removeEventListener('abort', stop);
    pace.close();
    seconds.end();
    stream.close();
    sender.close();
    await hangUp();
    await writer.end();
  }
}

function sourceOf(reportsOnly: number | null, setting: SourceSetting): Source {
  return reportsOnly === null ? new CityLoad(setting) : new ReportsOnly(setting, reportsOnly);
}

/** Late by the generator's own fault is more than 10 ms and 5 % of the tightest target of a latency, seconds. */
function lateAllowance(targets: readonly Target[]): number {
  const latencies = targets.filter(({ measure }) => /^(op\..*\.(response|service)|decide)\./.test(measure));
  const tightest = Math.min(...latencies.map(({ value }) => value));
  return Number.isFinite(tightest) ? Math.max(LEAST_ALLOWANCE, ALLOWED_SHARE * tightest) : LEAST_ALLOWANCE;
}

/** Reads what the judge wants to know, until it wants nothing more. */
async function settle({ settlement }: Judge, sender: Sender, signal: AbortSignal): Promise<void> {
  for (let reads = settlement.next(); reads.length > 0 && !signal.aborted; reads = settlement.next()) {
    for (const [i, { name, body }] of reads.entries()) {
      const settling = { section: -1, actor: 'desk', lane: `desk-${i % SETTLE_LANES}`, timeout: SETTLE_TIMEOUT };
      sender.submit({ ...settling, name, due: performance.now(), body: () => ({ ...body }) });
    }
    await sender.idle();
  }
}

/** Waits, but no longer than so many milliseconds. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

interface Own {
  readonly loopDelay: Validity['loopDelay'];
  readonly cpuSeconds: number;
  readonly measured: number;
}

function validityOf(recorder: Recorder, sender: Sender, allowance: number, own: Own): Validity {
  const { started, late } = recorder;
  const reasons: Validity['reasons'] = started === 0 ? ['nothing'] : late > MOST_LATE * started ? ['late'] : [];
  return {
    valid: reasons.length === 0,
    reasons,
    late,
    started,
    allowance,
    lateness: recorder.lateness.summary(),
    loopDelay: own.loopDelay,
    cpu: {
      cores: own.measured > 0 ? own.cpuSeconds / own.measured : 0,
      microsecondsPerOperation: started > 0 ? (own.cpuSeconds * 1e6) / started : 0,
    },
    heldBack: sender.heldBack,
  };
}

function operationsOf({ operations }: Recorder): Partial<Record<OperationName, OperationResult>> {
  return Object.fromEntries(
    [...operations].filter(([, log]) => log.count > 0).map(([name, log]) => [name, log.result()]),
  );
}
