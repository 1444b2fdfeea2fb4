import { readFileSync, statSync } from 'node:fs';
import { type Allowance, concerns, parseAllowance } from '../load/baseline/allowance.ts';
import { type Baseline, baselineSchema } from '../load/baseline/schema.ts';
import { loadMeasureUnits } from '../load/measures.ts';
import { brief, type Problem } from '../scenario/problem.ts';
import { suggestion } from '../scenario/suggest.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';

/** Options of `load` that compare it with an earlier one. */
export const BASELINE_OPTIONS = {
  baseline: { kind: 'text', describe: 'baseline.option' },
  allow: { kind: 'texts', describe: 'baseline.option.allow' },
} as const satisfies Readonly<Record<string, Option>>;

/** A result of a load takes some 100 KB. [A] */
const MOST_BYTES = 16_777_216;

/** What a load is compared with. */
export interface BaselineOptions {
  readonly baseline: Baseline;
  readonly allowances: readonly Allowance[];
}

/** Undefined where nothing is compared; what is wrong is told to the reader. */
export function readBaseline(reader: ArgumentReader): BaselineOptions | undefined {
  const file = reader.text('baseline');
  const allowances = readAllowances(reader);
  if (file === undefined) {
    if (reader.texts('allow').length > 0)
      reader.problem({ where: '--allow', path: '', message: { key: 'baseline.missing' } });
    return undefined;
  }
  if (reader.flag('find-capacity')) {
    reader.problem({ where: '--baseline', path: '', message: { key: 'capacity.not' } });
    return undefined;
  }
  const read = parsed(file);
  if ('where' in read) {
    reader.problem(read);
    return undefined;
  }
  return { baseline: read, allowances };
}

function parsed(file: string): Baseline | Problem {
  const problem = (message: Problem['message'], more: Partial<Problem> = {}): Problem => ({
    where: file,
    path: '',
    message,
    ...more,
  });
  let text: string;
  try {
    if (statSync(file).size > MOST_BYTES) return problem({ key: 'access.fileTooLarge', values: { most: MOST_BYTES } });
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '?';
    return problem({ key: 'judge.unreadable', values: { code } });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return problem({ key: 'baseline.notJson' });
  }
  const read = baselineSchema.safeParse(json);
  if (!read.success) {
    const path = read.error.issues[0]?.path.map(String).join('.') ?? '';
    return problem({ key: 'baseline.notResult' }, { path });
  }
  const { validity, interrupted, lost } = read.data;
  if (!validity.valid) return problem({ key: 'baseline.notValid' });
  return interrupted || lost !== null ? problem({ key: 'baseline.notWhole' }) : read.data;
}

function readAllowances(reader: ArgumentReader): Allowance[] {
  const known = [...loadMeasureUnits().keys()];
  return reader.texts('allow').flatMap((text) => {
    const allowance = parseAllowance(text);
    const found = brief(text);
    if (allowance === undefined) {
      const expected = { key: 'baseline.expected.allow' } as const;
      reader.problem({ where: '--allow', path: '', message: { key: 'usage.badValue' }, found, expected });
      return [];
    }
    if (known.some((measure) => concerns(allowance, measure))) return [allowance];
    const meant = suggestion(allowance.measure, known);
    const message = { key: 'usage.unknownMeasure' } as const;
    reader.problem({ where: '--allow', path: '', message, found, ...(meant && { suggestion: meant }) });
    return [];
  });
}
