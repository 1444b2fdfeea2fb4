import { readAddress } from '../backend/open311/address.ts';
import { readKey } from '../backend/open311/key.ts';
import { probe } from '../backend/open311/probe/probe.ts';
import type { Row } from '../backend/open311/probe/row.ts';
import type { Place } from '../backend/open311/probe/writes.ts';
import { CREATED_FILE, type Permission } from '../backend/outside.ts';
import { say } from '../locales/index.ts';
import { type Probed, probeOutput } from '../report/probe-output.ts';
import { probeTable } from '../report/probe-table.ts';
import { brief } from '../scenario/problem.ts';
import { ACCESS_OPTIONS, readAccess } from './access-options.ts';
import { ArgumentReader, type RawArguments } from './arguments.ts';
import type { Command } from './command.ts';
import { catchInterruption } from './interruption.ts';
import { startProgress } from './progress.ts';
import { readPermission } from './run-options.ts';
import type { Terminal } from './terminal.ts';

const DEVIATES = 3;
const ONLY_WRITING = ['close-afterwards', 'i-own', 'max-rate', 'max-total', 'created', 'at'];

function readPlace(reader: ArgumentReader): Place | undefined {
  const text = reader.text('at');
  if (text === undefined) return undefined;
  const [, latitude = Number.NaN, longitude = Number.NaN] = (
    /^(-?\d{1,3}(?:\.\d{1,12})?),(-?\d{1,3}(?:\.\d{1,12})?)$/.exec(text) ?? []
  ).map(Number);
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  const expected = { key: 'probe.expectedPlace' } as const;
  reader.problem({ where: '--at', path: '', message: { key: 'usage.badValue' }, found: brief(text), expected });
  return undefined;
}

/** The address; undefined where, which is a problem, there is none. */
function readUrl(reader: ArgumentReader, given: unknown) {
  if (typeof given !== 'string') {
    reader.problem({ where: 'URL', path: '', message: { key: 'scenario.missing' } });
    return undefined;
  }
  const address = readAddress(given);
  if (!('key' in address)) return address;
  reader.problem({ where: 'URL', path: '', message: address });
  return undefined;
}

async function probeServer(args: RawArguments, terminal: Terminal): Promise<number> {
  const { language } = terminal;
  const reader = new ArgumentReader(args);
  const address = readUrl(reader, args.url);
  const writes = reader.flag('write');
  const createdFile = reader.text('created') ?? CREATED_FILE;
  const allowed: Permission = { ...readPermission(reader), createdFile };
  const access = readAccess(reader, address?.base.protocol !== 'http:', false);
  const place = readPlace(reader);
  for (const name of writes ? [] : ONLY_WRITING)
    if (reader.flag(name) || reader.texts(name).some((text) => text !== 'false'))
      reader.problem({ where: `--${name}`, path: '', message: { key: 'probe.needsWrite' } });
  reader.end();
  if (address === undefined) return 2;
  const key = readKey(process.env);
  const rows: Row[] = [];
  const progress = startProgress(say(language, 'probe.running'), 1);
  const interruption = catchInterruption(progress.end, () => {});
  const show = (created: number, whole: boolean): void => {
    const noted = writes ? { number: created, file: createdFile } : undefined;
    const { base, jurisdiction } = address;
    const probed: Probed = { url: base.href, jurisdiction, whole, rows, created: noted };
    terminal.print(
      terminal.json ? JSON.stringify(probeOutput(probed, language)) : probeTable(probed, language, terminal.style),
    );
  };
  let created = 0;
  try {
    await probe({
      address,
      key,
      access,
      place,
      permission: writes ? allowed : undefined,
      closeAfterwards: reader.flag('close-afterwards'),
      signal: interruption.signal,
      onCreated: () => created++,
      onRows(found, done, groups) {
        rows.push(...found);
        progress.update(done, groups);
      },
    });
    progress.end();
    show(created, true);
    return interruption.code() ?? (rows.some(({ verdict }) => verdict === 'deviates') ? DEVIATES : 0);
  } catch (error) {
    const code = interruption.code();
    if (code === undefined) throw error;
    show(created, false);
    return code;
  } finally {
    progress.end();
    interruption.end();
  }
}

export const probeCommand: Command = {
  words: ['probe'],
  positional: { name: 'url', describe: 'probe.option.url' },
  describe: 'probe.describe',
  options: {
    write: { kind: 'flag', describe: 'probe.option.write' },
    'close-afterwards': { kind: 'flag', describe: 'probe.option.close' },
    'i-own': { kind: 'texts', describe: 'cli.option.iOwn' },
    'max-rate': { kind: 'text', describe: 'cli.option.maxRate' },
    'max-total': { kind: 'text', describe: 'cli.option.maxTotal' },
    created: { kind: 'text', describe: 'probe.option.created' },
    at: { kind: 'text', describe: 'probe.option.at' },
    ...ACCESS_OPTIONS,
  },
  examples: [
    ['probe https://city.example/open311/v2', 'probe.example.read'],
    ['probe http://127.0.0.1:8080/v2 --write --close-afterwards', 'probe.example.write'],
  ],
  run: probeServer,
};
