import { availableParallelism } from 'node:os';
import type { Access } from '../backend/access.ts';
import { isHttp } from '../backend/http/address.ts';
import type { Permission } from '../backend/outside.ts';
import { measureUnits } from '../report/catalogue.ts';
import { isForeign, isOutside } from '../run/backends.ts';
import type { MeasureUnit } from '../run/result.ts';
import { targetUnit } from '../run/targets.ts';
import type { Setting } from '../scenario/patch.ts';
import { brief, type Problem } from '../scenario/problem.ts';
import { scenario as scenarioSchema } from '../scenario/schema.ts';
import { suggestion } from '../scenario/suggest.ts';
import { parseTarget, type Target } from '../scenario/target.ts';
import { ACCESS_OPTIONS, readAccess, TOKEN_OPTION } from './access-options.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Option } from './command.ts';

/** Options of `run`, which every command that simulates takes. */
export const RUN_OPTIONS = {
  set: { kind: 'texts', describe: 'cli.option.set' },
  replications: { kind: 'text', describe: 'cli.option.replications' },
  precision: { kind: 'text', describe: 'cli.option.precision' },
  days: { kind: 'text', describe: 'cli.option.days' },
  warmup: { kind: 'text', describe: 'cli.option.warmup' },
  seed: { kind: 'text', describe: 'cli.option.seed' },
  threads: { kind: 'text', describe: 'cli.option.threads' },
  out: { kind: 'text', describe: 'cli.option.out' },
  backend: { kind: 'text', describe: 'cli.option.backend' },
  'i-own': { kind: 'texts', describe: 'cli.option.iOwn' },
  'max-rate': { kind: 'text', describe: 'cli.option.maxRate' },
  'max-total': { kind: 'text', describe: 'cli.option.maxTotal' },
  ...ACCESS_OPTIONS,
  ...TOKEN_OPTION,
  target: { kind: 'texts', describe: 'cli.option.target' },
  'check-targets': { kind: 'flag', describe: 'cli.option.checkTargets' },
  trace: { kind: 'flag', describe: 'cli.option.trace' },
  assumptions: { kind: 'flag', describe: 'cli.option.assumptions' },
} as const satisfies Readonly<Record<string, Option>>;

export interface RunOptions {
  /** What is set in the scenario, in order; the scenario's own checks judge it. */
  readonly patches: readonly Setting[];
  readonly precision: number | undefined;
  readonly threads: number;
  readonly out: string | undefined;
  /** As `createBackend` takes it. */
  readonly backend: string;
  readonly permission: Permission;
  readonly targets: readonly Target[];
  /** The scenario's own targets count for the exit code as well. */
  readonly checkTargets: boolean;
  readonly trace: boolean;
  readonly assumptions: boolean;
}

const POLICIES = scenarioSchema.shape.backend.shape.policy.options;
const BACKENDS: readonly string[] = ['embedded', ...POLICIES.map((policy) => `embedded:${policy}`)];
const MOST_THREADS = 1024;
const MOST_RATE = 1000;
const MOST_TOTAL = 10_000_000;

type TargetProblem = Omit<Problem, 'where' | 'path'>;

function unitFits(target: Target, unit: MeasureUnit): boolean {
  const written = targetUnit(target);
  if (written === 'percent') return unit === 'share' || unit === 'gini';
  return written !== 'time' || unit === 's' || unit === 'min' || unit === 'h/day';
}

/** Where no value of the measure lies: a share beyond 0 and 1 is most likely a percentage without its sign. */
function checkBound({ measure, operator, value, text }: Target, unit: MeasureUnit): TargetProblem | undefined {
  const key = unit === 'share' ? 'usage.shareBound' : unit === 'gini' ? 'usage.giniBound' : 'usage.negativeBound';
  if (value >= 0 && (value <= 1 || key === 'usage.negativeBound')) return undefined;
  const meant = { key: 'scenario.didYouMean', values: { name: `${measure} ${operator} ${value}%` } } as const;
  const isPercentage = unit === 'share' && value > 1 && value <= 100 && !text.endsWith('%');
  return { message: { key }, found: brief(text), ...(isPercentage && { suggestion: meant }) };
}

/**
 * Why a target can never be judged: no measure has that name, its number is in a unit of another kind, or lies where no
 * value can.
 */
export function checkTarget(target: Target): TargetProblem | undefined {
  const units = measureUnits();
  const unit = units.get(target.measure);
  if (unit === undefined) {
    const meant = suggestion(target.measure, [...units.keys()]);
    return {
      message: { key: 'usage.unknownMeasure' },
      found: brief(target.measure),
      ...(meant && { suggestion: meant }),
    };
  }
  if (unitFits(target, unit)) return checkBound(target, unit);
  return { message: { key: 'usage.targetUnit', values: { unit } }, found: brief(target.text) };
}

function readTargets(reader: ArgumentReader): Target[] {
  return reader.texts('target').flatMap((text) => {
    const target = parseTarget(text);
    const problem = 'message' in target ? target : checkTarget(target);
    if (problem) reader.problem({ ...problem, where: '--target', path: '' });
    return 'message' in target ? [] : [target];
  });
}

/** One of the embedded backend's names, or the name of a foreign one, which is looked at before anything is run. */
function readBackend(reader: ArgumentReader): string {
  const values = { values: BACKENDS.join(', ') };
  const known = (name: string) => (isForeign(name) || BACKENDS.includes(name) ? name : undefined);
  return reader.parsed('backend', { key: 'usage.expectedBackend', values }, known) ?? 'embedded';
}

/** How the backend outside is reached; there is nothing to reach where it is not outside. */
function readOwnAccess(reader: ArgumentReader, backend: string): Access | undefined {
  if (isOutside(backend)) return readAccess(reader, /^(open311\+)?https:/.test(backend), isHttp(backend));
  for (const name of Object.keys({ ...ACCESS_OPTIONS, ...TOKEN_OPTION }))
    if (reader.texts(name).length > 0)
      reader.problem({ where: `--${name}`, path: '', message: { key: 'access.onlyOutside' } });
  return undefined;
}

/** What may be written to a system outside, and where. */
export function readPermission(reader: ArgumentReader): Permission {
  return {
    owned: reader.texts('i-own'),
    perSecond: reader.wholeNumber('max-rate', 1, MOST_RATE),
    total: reader.wholeNumber('max-total', 1, MOST_TOTAL),
  };
}

/** The shorthands of the command line are patches like any other, after `--set`, so that they win. */
export function readPatches(reader: ArgumentReader): Setting[] {
  const patch = (option: string, path: string, quote = (text: string) => text) => {
    const text = reader.text(option);
    return text === undefined ? [] : [{ text: `${path}=${quote(text)}`, option: `--${option}` }];
  };
  return [
    ...reader.texts('set'),
    ...patch('replications', 'horizon.replications'),
    ...patch('days', 'horizon.days'),
    ...patch('warmup', 'horizon.warmupDays'),
    ...patch('seed', 'seed', JSON.stringify),
  ];
}

/** What the options of `run` ask for. Throws UsageError with everything that is wrong with them. */
export function readRunOptions(raw: RawArguments): RunOptions {
  const reader = new ArgumentReader(raw);
  const backend = readBackend(reader);
  const options = {
    patches: readPatches(reader),
    precision: reader.share('precision'),
    threads: reader.wholeNumber('threads', 1, MOST_THREADS) ?? availableParallelism(),
    out: reader.text('out'),
    backend,
    permission: { ...readPermission(reader), access: readOwnAccess(reader, backend) },
    targets: readTargets(reader),
    checkTargets: reader.flag('check-targets'),
    trace: reader.flag('trace'),
    assumptions: reader.flag('assumptions'),
  };
  if (options.precision !== undefined && reader.texts('replications').length > 0)
    reader.problem({ where: '--precision', path: '', message: { key: 'usage.precisionOrReplications' } });
  reader.end();
  return options;
}
