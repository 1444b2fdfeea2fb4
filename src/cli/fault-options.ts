import { brief } from '../scenario/problem.ts';
import { suggestion } from '../scenario/suggest.ts';
import { FAULT_KINDS, type FaultKind, type FaultRates } from '../server/faults/rates.ts';
import type { ArgumentReader } from './arguments.ts';

const where = '--fault';

/** What `--fault KIND:RATE` asks for; everything that is wrong with it goes to the reader. */
export function readFaults(reader: ArgumentReader): FaultRates {
  const rates: Partial<Record<FaultKind, number>> = {};
  for (const text of reader.texts('fault')) {
    const [name = '', rate = ''] = text.split(/:(.*)/s);
    const kind = FAULT_KINDS.find((known) => known === name);
    if (kind === undefined) {
      const meant = suggestion(name, FAULT_KINDS);
      reader.problem({
        where,
        path: '',
        message: { key: 'server.unknownFault' },
        found: brief(name),
        ...(meant && { suggestion: meant }),
      });
      continue;
    }
    const [, digits = '', percent = ''] = /^(\d*\.?\d+)(%?)$/.exec(rate) ?? [];
    const value = digits === '' ? Number.NaN : Number(digits) / (percent === '' ? 1 : 100);
    if (!(value > 0 && value <= 1)) {
      reader.problem({
        where,
        path: '',
        message: { key: 'usage.badValue' },
        found: brief(text),
        expected: { key: 'server.expectedFault', values: { kind } },
      });
    } else if (rates[kind] !== undefined) {
      reader.problem({ where, path: kind, message: { key: 'usage.repeated' } });
    } else rates[kind] = value;
  }
  return rates;
}
