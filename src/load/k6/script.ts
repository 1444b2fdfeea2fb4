import type { Rates } from '../schedule/rates.ts';

/** What the script is told about its load; the interface of the same name in the script says what each is. */
export interface K6Setting {
  readonly scenario: string;
  readonly seed: string;
  readonly version: string;
  readonly backend: string;
  readonly startDate: string;
  readonly from: number;
  readonly speed: number;
  readonly stepSeconds: number;
  readonly counts: readonly number[];
  readonly operations: number;
  readonly vus: number;
  readonly operationFiles: readonly string[];
  readonly provisionFiles: readonly string[];
}

/** k6 takes two stages a step: longer loads take longer steps. */
const MOST_STEPS = 1800;
/** Virtual users are reckoned for answers that take so many seconds; slower ones at the peak show as dropped. [A] */
const PATIENCE = 2;
const FEWEST_USERS = 20;

export type Pace = Pick<K6Setting, 'stepSeconds' | 'counts' | 'operations' | 'vus'>;

/** How many iterations to begin in each step of time, and how many virtual users that takes. */
export function paceOf({ seconds, perSecond }: Rates): Pace {
  const stepSeconds = Math.max(1, Math.ceil(seconds / MOST_STEPS));
  const counts = Array.from({ length: Math.ceil(seconds / stepSeconds) }, () => 0);
  for (const list of Object.values(perSecond)) {
    list.forEach((count, second) => {
      counts[Math.floor(second / stepSeconds)] += count;
    });
  }
  const peak = counts.reduce((most, count) => Math.max(most, count), 0) / stepSeconds;
  const operations = counts.reduce((sum, count) => sum + count, 0);
  // An iteration begins up to a step before its operation is due.
  return { stepSeconds, counts, operations, vus: Math.ceil(peak * (stepSeconds + PATIENCE)) + FEWEST_USERS };
}

const PLACE = 'const SETTING: Setting = {} as Setting;';

/** The script: the template with its setting filled in. Throws an Error where the template has no place for it. */
export function k6Script(template: string, setting: K6Setting): string {
  if (!template.includes(PLACE)) throw new Error('the k6 template has no place for the setting');
  const { counts, ...rest } = setting;
  const lines = Object.entries(rest).map(([name, value]) => `  ${name}: ${JSON.stringify(value)},`);
  const filled = `const SETTING: Setting = {\n${lines.join('\n')}\n  counts: ${JSON.stringify(counts)},\n};`;
  return template.replace(PLACE, () => filled);
}
