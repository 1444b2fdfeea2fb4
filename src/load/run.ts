import type { TransportOptions } from '../backend/http/transport.ts';
import { CreatedIds } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import { DAY } from '../kernel/time.ts';
import type { Help } from '../port/backend.ts';
import { ORDER_TYPES } from '../port/orders.ts';
import { judgeTarget } from '../run/targets.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Target } from '../scenario/target.ts';
import { Cases } from './cases.ts';
import { CityLoad } from './city-load.ts';
import type { Connection } from './connection.ts';
import { connectDispatch } from './dispatch-connection.ts';
import { HelpedCity } from './helped-city.ts';
import type { HistoryRecord, IncidentId, OperationName } from './history/record.ts';
import { HistoryWriter } from './history/writer.ts';
import { Judge } from './invariants/judge.ts';
import { JudgedJournal } from './judged-journal.ts';
import type { Phase, Second } from './live.ts';
import { LiveLoad } from './live-load.ts';
import { LoopDelay } from './loop-delay.ts';
import { operationMeasures, sectionsOf } from './measures.ts';
import { MissWatch } from './miss-watch.ts';
import { connectOpen311, type Open311Target } from './open311-connection.ts';
import { OrderStream } from './order-stream.ts';
import { orderTaker } from './order-taker.ts';
import { Pace } from './pace.ts';
import { Recorder } from './recorder.ts';
import { ReportsOnly } from './reports-only.ts';
import type { LoadResult, LoadSetting, OperationResult } from './result.ts';
import type { Start } from './schedule/start.ts';
import { Seconds } from './seconds.ts';
import { Sender } from './sender.ts';
import { settle } from './settle.ts';
import type { Source, SourceSetting } from './source.ts';
import { SendingThreads } from './threads/threads.ts';
import { type Caps, Throttle } from './throttle.ts';
import { lateAllowance, validityOf } from './validity.ts';
import { loadWindow } from './window.ts';
import { within } from './within.ts';

/** Days of duty beyond the load's own that the backend is told of: crews on a job see it through. [A] */
const MORE_DAYS = 8;
/** Milliseconds between looks at whether all has drained. */
const LOOK = 250;
/** Wall milliseconds for the reads that settle a history, at most. [A] */
const SETTLE = 60_000;
/** The same where a target is lost: the backend may be too slow for more. [A] */
const SETTLE_LOST = 10_000;

export interface LoadRequest {
  readonly url: URL;
  /** It is an Open311 server; else one of the Dispatch API. */
  readonly open311?: Open311Target | undefined;
  readonly transport: TransportOptions;
  readonly scenario: Scenario;
  readonly city: City;
  readonly start: Start;
  readonly setting: LoadSetting;
  readonly targets: readonly Target[];
  /** Whether the load ends as soon as a target is lost; MissWatch has the rule. */
  readonly abortOnMiss: boolean;
  /** What may be sent where the backend is another machine; undefined: whatever comes. */
  readonly caps?: Caps | undefined;
  /** Whether the backend is to forget at the end what was created. */
  readonly closeAfterwards?: boolean;
  /** A file that does not exist yet. */
  readonly historyFile: string;
  /** Where the ids of what was created are noted, as they are. */
  readonly createdFile?: string;
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
  const { scenario, city, start, setting, signal, onPhase } = request;
  const { speed, warmup, duration } = setting;
  onPhase('provision');
  const connection = await connect(request);
  const { transport, wire } = connection;
  const ordersCome = connection.protocol === 'dispatch';
  const window = loadWindow(start.at, warmup, duration, speed);
  const allowance = lateAllowance(request.targets);
  const recorder = new Recorder(allowance * 1000);
  const judge = new Judge();
  const writer = new HistoryWriter(request.historyFile, () => source.driver.stop());
  const journal = new JudgedJournal(writer, judge);
  const created = new CreatedIds(request.createdFile);
  const throttle = request.caps && new Throttle(request.caps);
  const cases = new Cases();
  const source = sourceOf(setting.reportsOnly, ordersCome, {
    scenario,
    city,
    start,
    window,
    speed,
    ramp: setting.ramp,
    connection,
    cases,
    submit: (operation) => sender.submit(operation),
  });
  const days = [start.firstDay, Math.ceil(window.until / DAY) + MORE_DAYS] as const;
  const { threads, maxInFlight } = setting;
  const sending = threads > 1 ? new SendingThreads(request.url, request.transport, maxInFlight, threads) : undefined;
  const hangUp = () => Promise.all([sending?.close(), transport.close()]);
  const breakOff = () => void hangUp();
  signal.addEventListener('abort', breakOff, { once: true });
  try {
    await connection.provision(city, source.field.roster, days, signal);
    await sending?.ready;
    if (!signal.aborted) await connection.startClock(start.at, speed);
  } catch (error) {
    await writer.end();
    await hangUp();
    throw error;
  } finally {
    signal.removeEventListener('abort', breakOff);
  }
  const zero = performance.now();
  const now = () => performance.now() - zero;
  const take = (record: HistoryRecord) => journal.take(record);
  const sender: Sender = new Sender({
    carrier: sending ?? transport,
    wire,
    recorder,
    journal,
    maxInFlight,
    throttle,
    onSpent: () => source.driver.stop(),
    onCreated: (name, answer) => created.add(idsOf(answer), name === 'report'),
    zero,
  });
  take({
    t: 'start',
    version: 1,
    scenario: scenario.name,
    seed: scenario.seed,
    backend: connection.name,
    protocol: connection.protocol,
    speed,
    origin: start.at,
    at: new Date().toISOString(),
  });
  const pace = new Pace({ driver: source.driver, connection, now, take });
  const stream = ordersCome
    ? new OrderStream(transport, orderTaker({ source, cases, recorder, pace, now, take }))
    : undefined;
  const missWatch = new MissWatch(request.targets, { recorder, field: source.watch });
  let lost: LoadResult['lost'] = null;
  const onSecond = (second: Second) => {
    request.onSecond(second);
    if (!request.abortOnMiss || lost !== null || (second.phase !== 'warmup' && second.phase !== 'load')) return;
    const left = window.until - Math.max(window.measured, second.simulated);
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
    if (!signal.aborted) stream?.open();
    if (warmup > 0 && !signal.aborted) {
      enter('warmup');
      await source.driver.runUntil(window.measured);
    }
    enter('load');
    loopDelay.start();
    const cpu = process.cpuUsage();
    const began = now();
    if (!signal.aborted && lost === null && !throttle?.isSpent) await source.driver.runUntil(window.until);
    const measured = (now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    loopDelay.stop();
    if (writer.failure !== undefined) throw writer.failure;
    source.closeOpenPart();
    enter('drain');
    const { driver } = source;
    const over = driver.simulated + setting.drain * speed;
    while (
      !signal.aborted &&
      lost === null &&
      !throttle?.isSpent &&
      writer.failure === undefined &&
      ordersCome &&
      driver.simulated < over &&
      cases.undecided + cases.open > 0
    )
      await driver.runUntil(driver.simulated + (driver.speed * LOOK) / 1000);
    pace.close();
    await within(sender.idle(), lost === null ? setting.timeout * 1000 + LOOK : SETTLE_LOST, signal);
    const end = source.driver.simulated;
    if (!signal.aborted) {
      enter('settle');
      await within(settle(judge, sender, signal), lost === null ? SETTLE : SETTLE_LOST, signal);
    }
    stream?.close();
    sender.close(!signal.aborted && lost === null && !throttle?.isSpent);
    take({ t: 'end', at: now(), reason: signal.aborted ? 'interrupted' : 'done' });
    const judgement = judge.finish();
    const violations = judgement.verdicts.reduce((sum, verdict) => sum + verdict.violations, 0);
    const closedAfterwards = request.closeAfterwards ? await connection.forget() : null;
    const field = await source.compare(end);
    const measures = { ...field?.deployed, ...operationMeasures(recorder, violations) };
    return {
      backendVersion: connection.version,
      setting,
      speedChanges: pace.changes,
      measured,
      interrupted: signal.aborted,
      lost,
      caps: throttle ? { ...throttle.caps, held: throttle.held, unsent: throttle.unsent } : null,
      created: created.number,
      closedAfterwards,
      validity: validityOf(recorder, sender, throttle, allowance, {
        loopDelay: { p50: loopDelay.percentile(50), p99: loopDelay.percentile(99), max: loopDelay.max },
        cpuSeconds: (used.user + used.system) / 1e6,
        measured,
        isGone: !signal.aborted && !judge.settlement.isAnswered,
      }),
      operations: operationsOf(recorder),
      decide: recorder.decide.summary(),
      stream: ordersCome
        ? { orders: recorder.stream.orders, errors: Object.fromEntries(recorder.stream.errors) }
        : null,
      measures,
      sections: sectionsOf(recorder),
      field,
      outside: {
        ...(ordersCome || setting.reportsOnly !== null ? {} : { help: helpOf(scenario) }),
        remarks: connection.remarks(),
      },
      judgement,
      targets: request.targets.map((target) => judgeTarget(target, measures)),
      seconds: seconds.all,
    };
  } finally {
    signal.removeEventListener('abort', stop);
    pace.close();
    seconds.end();
    stream?.close();
    sender.close(false);
    created.close();
    await hangUp();
    await writer.end();
  }
}

function connect({ url, transport, scenario, city, open311, signal }: LoadRequest): Promise<Connection> {
  if (open311 === undefined) return connectDispatch(url, transport, scenario, signal);
  return connectOpen311(open311, transport, scenario, city);
}

function sourceOf(reportsOnly: number | null, ordersCome: boolean, setting: SourceSetting): Source {
  if (reportsOnly !== null) return new ReportsOnly(setting, reportsOnly);
  return ordersCome ? new CityLoad(setting) : new HelpedCity(setting);
}

/** Who governs the field where the backend sends no orders. */
const helpOf = (scenario: Scenario): Help => ({ by: `embedded:${scenario.backend.policy}`, verbs: ORDER_TYPES });

/** The server's names of a report that it took: an id, or a token where that comes later. */
function idsOf(answer: unknown): Readonly<Record<string, string>> {
  const { id, token } = answer as { id?: IncidentId; token?: string };
  return { ...(token !== undefined && { token }), ...(id !== undefined && { id: String(id) }) };
}

function operationsOf({ operations }: Recorder): Partial<Record<OperationName, OperationResult>> {
  return Object.fromEntries(
    [...operations].filter(([, log]) => log.count > 0).map(([name, log]) => [name, log.result()]),
  );
}
