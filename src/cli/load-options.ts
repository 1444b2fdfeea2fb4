import type { Access } from '../backend/access.ts';
import { isModule } from '../backend/module/module.ts';
import { type Address, isOpen311, readAddress } from '../backend/open311/address.ts';
import { readKey } from '../backend/open311/key.ts';
import { refuseToWrite } from '../backend/outside.ts';
import { loadMeasureUnits } from '../load/measures.ts';
import type { Open311Target } from '../load/open311-connection.ts';
import type { Caps } from '../load/throttle.ts';
import type { Message, MessageKey } from '../locales/index.ts';
import { targetUnit } from '../run/targets.ts';
import type { Setting } from '../scenario/patch.ts';
import { brief } from '../scenario/problem.ts';
import { suggestion } from '../scenario/suggest.ts';
import { parseTarget, type Target } from '../scenario/target.ts';
import { ACCESS_OPTIONS, readAccess, TOKEN_OPTION } from './access-options.ts';
import type { ArgumentReader } from './arguments.ts';
import { BASELINE_OPTIONS, type BaselineOptions, readBaseline } from './baseline-options.ts';
import { CAP_OPTIONS, readCaps } from './cap-options.ts';
import { CAPACITY_OPTIONS, type CapacityOptions, readCapacity } from './capacity-options.ts';
import type { Option } from './command.ts';
import { GITHUB_OPTIONS, readGithub } from './github.ts';
import { readShape, SHAPE_OPTIONS, type Shape } from './load-shape.ts';
import { parseDuration, readSpan, SPAN_OPTIONS, type Span } from './load-span.ts';

/** Options of `load`. */
export const LOAD_OPTIONS = {
  backend: { kind: 'text', describe: 'load.option.backend' },
  ...SPAN_OPTIONS,
  ...SHAPE_OPTIONS,
  warmup: { kind: 'text', describe: 'load.option.warmup' },
  drain: { kind: 'text', describe: 'load.option.drain' },
  target: { kind: 'texts', describe: 'load.option.target' },
  'abort-on-miss': { kind: 'flag', describe: 'load.option.abortOnMiss' },
  set: { kind: 'texts', describe: 'cli.option.set' },
  seed: { kind: 'text', describe: 'cli.option.seed' },
  threads: { kind: 'text', describe: 'load.option.threads' },
  'max-in-flight': { kind: 'text', describe: 'load.option.maxInFlight' },
  ...ACCESS_OPTIONS,
  ...TOKEN_OPTION,
  ...CAP_OPTIONS,
  'close-afterwards': { kind: 'flag', describe: 'load.option.closeAfterwards' },
  'i-own': { kind: 'texts', describe: 'cli.option.iOwn' },
  prometheus: { kind: 'text', describe: 'load.option.prometheus' },
  ...GITHUB_OPTIONS,
  out: { kind: 'text', describe: 'cli.option.out' },
  ...BASELINE_OPTIONS,
  ...CAPACITY_OPTIONS,
} as const satisfies Readonly<Record<string, Option>>;

const DEFAULT_DRAIN = 10;
const DEFAULT_TIMEOUT = 30;
const DEFAULT_IN_FLIGHT = 256;
const MOST_IN_FLIGHT = 10_000;
const MOST_THREADS = 64;
/** What is measured where reports alone are sent. */
const REPORTS_ONLY_MEASURES = /^(op\.report\.|invariants$)/;

export interface LoadOptions extends Span, Shape {
  readonly url: URL;
  readonly open311: Open311Target | undefined;
  readonly warmup: number;
  readonly drain: number;
  readonly timeout: number;
  readonly maxInFlight: number;
  readonly threads: number;
  readonly targets: readonly Target[];
  readonly abortOnMiss: boolean;
  readonly access: Access;
  /** Port of this machine to serve metrics on; 0 for any that is free. */
  readonly prometheus: number | undefined;
  /** Speak to a GitHub workflow. */
  readonly github: boolean;
  /** What the load is compared with. */
  readonly comparedWith: BaselineOptions | undefined;
  /** A capacity is searched for. */
  readonly capacity: CapacityOptions | undefined;
  readonly caps: Caps | undefined;
  readonly closeAfterwards: boolean;
  readonly out: string | undefined;
  readonly patches: readonly Setting[];
}

/** Reads all options; what is wrong with them is told to the reader, and `end` throws it. */
export function readLoadOptions(reader: ArgumentReader): LoadOptions {
  const where = readBackend(reader);
  const url = where?.url;
  const access = readAccess(reader, url?.protocol !== 'http:', where?.address === undefined);
  const permission = { owned: reader.texts('i-own'), access };
  const refusal = url && refuseToWrite(url, permission);
  if (refusal !== undefined) reader.problem({ where: '--backend', path: '', message: refusal });
  const seed = reader.text('seed');
  const span = readSpan(reader);
  const warmup = readTime(reader, 'warmup') ?? 0;
  const shape = readShape(reader, warmup + span.duration);
  const options = {
    ...span,
    ...shape,
    url: url ?? new URL('http://127.0.0.1'),
    warmup,
    drain: readTime(reader, 'drain') ?? (shape.reportsOnly === null ? DEFAULT_DRAIN : 0),
    timeout: (access.timeout ?? DEFAULT_TIMEOUT * 1000) / 1000,
    maxInFlight: reader.wholeNumber('max-in-flight', 1, MOST_IN_FLIGHT) ?? DEFAULT_IN_FLIGHT,
    threads: reader.wholeNumber('threads', 1, MOST_THREADS) ?? 1,
    targets: readTargets(reader, shape),
    abortOnMiss: reader.flag('abort-on-miss'),
    access,
    prometheus: reader.wholeNumber('prometheus', 0, 65_535),
    github: readGithub(reader),
    comparedWith: readBaseline(reader),
    capacity: readCapacity(reader),
    caps: readCaps(reader, url, access),
    closeAfterwards: reader.flag('close-afterwards'),
    open311: where?.address && { address: where.address, key: readKey(process.env), permission },
    out: reader.text('out'),
    patches: [
      ...reader.texts('set'),
      ...(seed === undefined ? [] : [{ text: `seed=${JSON.stringify(seed)}`, option: '--seed' }]),
    ],
  };
  if (options.closeAfterwards && where?.address !== undefined)
    reader.problem({ where: '--close-afterwards', path: '', message: { key: 'load.cannotClose' } });
  reader.end();
  return options;
}

interface Where {
  readonly url: URL;
  /** Of an Open311 server; else the Dispatch API is spoken. */
  readonly address?: Address;
}

function readBackend(reader: ArgumentReader): Where | undefined {
  const text = reader.text('backend');
  const tell = (message: Message<MessageKey>): undefined => {
    reader.problem({ where: '--backend', path: '', message });
  };
  if (text === undefined) return tell({ key: 'load.backendMissing' });
  if (isModule(text) || /^(embedded|desk)\b/.test(text)) return tell({ key: 'load.notDeployed' });
  if (isOpen311(text)) {
    const address = readAddress(text);
    return 'key' in address ? tell(address) : { url: address.base, address };
  }
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol))
    return url.href === `${url.origin}/` ? { url } : tell({ key: 'dispatchApi.badAddress' });
  const expected = { key: 'load.expected.backend' } as const;
  reader.problem({ where: '--backend', path: '', message: { key: 'usage.badValue' }, found: brief(text), expected });
  return undefined;
}

function readTime(reader: ArgumentReader, name: 'warmup' | 'drain'): number | undefined {
  return reader.parsed(name, { key: 'k6.expected.duration' }, (text) => (/^0s?$/.test(text) ? 0 : parseDuration(text)));
}

function readTargets(reader: ArgumentReader, { reportsOnly }: Shape): Target[] {
  const units = loadMeasureUnits();
  return reader.texts('target').flatMap((text) => {
    const target = parseTarget(text);
    if ('message' in target) {
      reader.problem({ ...target, where: '--target' });
      return [];
    }
    const unit = units.get(target.measure);
    const written = targetUnit(target);
    if (unit !== undefined && reportsOnly !== null && !REPORTS_ONLY_MEASURES.test(target.measure)) {
      const message = { key: 'load.reportsOnlyTarget' } as const;
      reader.problem({ where: '--target', path: '', message, found: brief(target.measure) });
    }
    if (unit === undefined) {
      const meant = suggestion(target.measure, [...units.keys()]);
      const message = { key: 'usage.unknownMeasure' } as const;
      reader.problem({
        where: '--target',
        path: '',
        message,
        found: brief(target.measure),
        ...(meant && { suggestion: meant }),
      });
    } else if (written !== undefined && (written === 'percent' || unit !== 's')) {
      const message = { key: 'usage.targetUnit', values: { unit } } as const;
      reader.problem({ where: '--target', path: '', message, found: brief(text) });
    }
    return [target];
  });
}
