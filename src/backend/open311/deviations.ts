import type { MessageKey } from '../../locales/index.ts';
import type { Remark } from '../../port/backend.ts';
import { brief } from '../../scenario/problem.ts';

/** What real servers do otherwise than GeoReport v2 says, and the client lives with. */
const DEVIATIONS = [
  'bareElement',
  'serviceRequestElement',
  'wrapped',
  'namedList',
  'errorObject',
  'errorHtml',
  'errorEmpty',
  'errorOther',
  'verbLacking',
  'numberAsId',
  'nameAsCode',
  'textAsNumber',
  'statusWord',
  'missingField',
  'contentType',
  'noJson',
  'lateToken',
  'duplicateRefused',
  'redirected',
] as const;
export type Deviation = (typeof DEVIATIONS)[number];

const MOST_SAMPLES = 5;

/** The deviations seen so far: how often each, and what it was seen in. */
export class Deviations {
  private readonly seen = new Map<Deviation, { times: number; samples: Set<string> }>();

  /** `sample`: a field, a method, a status, as it helps to find the place. */
  note(deviation: Deviation, sample: string): void {
    const known = this.seen.get(deviation) ?? { times: 0, samples: new Set<string>() };
    this.seen.set(deviation, known);
    known.times++;
    if (known.samples.size < MOST_SAMPLES) known.samples.add(brief(sample).slice(1, -1));
  }

  /** In the order of `DEVIATIONS`. */
  remarks(): Remark[] {
    return DEVIATIONS.flatMap((code) => {
      const known = this.seen.get(code);
      if (known === undefined) return [];
      const key: MessageKey = `open311.deviation.${code}`;
      return [{ code, times: known.times, message: { key, values: { samples: [...known.samples].join(', ') } } }];
    });
  }
}
