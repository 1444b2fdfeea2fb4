import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Workplace } from '../../cli/gridbeat.ts';

/** What may be broken besides, once an incident has crews that its centre does not know of. */
export const OF_CREWS: readonly string[] = ['oneJob', 'crewsNeeded', 'busyOrOffDuty', 'statusOrder'];

/** What `load --json` prints, as far as the soaks look at it. */
interface Result {
  readonly operations: Readonly<
    Record<string, { ok: number; attempts: number; errors: Readonly<Record<string, number>>; service: { p99: number } }>
  >;
  readonly invariants: readonly { name: string; verdict: string; checked: number; violations: number }[];
}

export interface Loaded extends Result {
  readonly code: number | null;
  /** Names of the invariants that were broken. */
  readonly broken: readonly string[];
  readonly history: string;
}

/** Loads a backend with a scenario by the real program. Throws with what it said where it gave no result. */
export async function loaded(
  place: Workplace,
  url: string,
  scenario: string,
  args: readonly string[],
): Promise<Loaded> {
  const out = place.path(randomUUID());
  const { code, stdout, stderr } = await place.gridbeat([
    ...['load', scenario, '--backend', url, '--out', out, '--json'],
    ...args,
  ]);
  if (stdout === '') throw new Error(`load ended with ${code}: ${stderr}`);
  const result = JSON.parse(stdout) as Result;
  const broken = result.invariants.filter(({ violations }) => violations > 0).map(({ name }) => name);
  return { ...result, code, broken, history: join(out, 'history.ndjson') };
}

/** The invariants as `judge` finds them in the history afterwards. */
export async function judgedAgain(place: Workplace, { history }: Loaded): Promise<Result['invariants']> {
  const { stdout, stderr } = await place.gridbeat(['judge', history, '--json']);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as Result).invariants;
}

/** How often a server says that it has made a fault, and could have. */
export function faultsSaid(said: string, kind: string): { readonly made: number; readonly chances: number } {
  const [, made, chances] = new RegExp(`Fault ${kind}: made (\\d+) times, of (\\d+) chances`).exec(said) ?? [];
  return { made: Number(made ?? 0), chances: Number(chances ?? 0) };
}
