import { printable } from '../../scenario/problem.ts';

/** Why a row, or a part of it, could not be read. */
const DAMAGES = [
  'columns',
  'json',
  'openedMissing',
  'openedUnreadable',
  'openedFarOff',
  'timeUnreadable',
  'ambiguousDate',
  'order',
  'targetUnreadable',
  'position',
  'encoding',
] as const;
export type Damage = (typeof DAMAGES)[number];

export interface DamageExample {
  /** Line of the file, 1 = the first. */
  readonly line: number;
  /** What was found, without control characters, shortened. */
  readonly found: string;
}

export interface DamageCount {
  readonly reason: Damage;
  readonly rows: number;
  readonly examples: readonly DamageExample[];
}

const EXAMPLES = 3;
const LONGEST = 80;

/** Counts what could not be read, by reason, with the first examples of each. */
export class DamageLog {
  private readonly found = new Map<Damage, { rows: number; examples: DamageExample[] }>();
  /** Rows with any damage; a row with two counts once. */
  rows = 0;
  private lastLine = -1;

  add(reason: Damage, line: number, text: string, rows = 1): void {
    const entry = this.found.get(reason) ?? { rows: 0, examples: [] };
    entry.rows += rows;
    if (entry.examples.length < EXAMPLES) entry.examples.push({ line, found: excerpt(text) });
    this.found.set(reason, entry);
    if (line !== this.lastLine || rows > 1) this.rows += rows;
    this.lastLine = line;
  }

  /** By reason in the order of DAMAGES. */
  counts(): DamageCount[] {
    return DAMAGES.flatMap((reason) => {
      const entry = this.found.get(reason);
      return entry === undefined ? [] : [{ reason, ...entry }];
    });
  }
}

function excerpt(text: string): string {
  const letters = Array.from(printable(text.slice(0, 4 * LONGEST).replace(/[\r\n\t]+/g, ' ')));
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
}
