import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sourceHash } from './source-hash.ts';

type Facts = Readonly<Record<string, unknown>>;
type Entry = Facts & { readonly source: string; readonly name: string };

/**
 * What a soak has shown so far of these very sources, one line a run in `.cache/soak/NAME.ndjson`: a soak that was stopped
 * goes on where it was. Delete the file to begin anew.
 */
export class Ledger {
  private readonly file: string;
  private readonly source = sourceHash();
  private readonly done = new Map<string, Facts>();

  constructor(name: string) {
    this.file = fileURLToPath(new URL(`../../../.cache/soak/${name}.ndjson`, import.meta.url));
    mkdirSync(dirname(this.file), { recursive: true });
    const lines = existsSync(this.file) ? readFileSync(this.file, 'utf8').split('\n').filter(Boolean) : [];
    for (const entry of lines.map((line) => JSON.parse(line) as Entry))
      if (entry.source === this.source) this.done.set(entry.name, entry);
  }

  /** What was kept of a run that is done; undefined where it is still to be done. */
  factsOf(name: string): Facts | undefined {
    return this.done.get(name);
  }

  /** A run has shown what it was to show. */
  add(name: string, facts: Facts): void {
    const { source } = this;
    appendFileSync(this.file, `${JSON.stringify({ source, name, at: new Date().toISOString(), ...facts })}\n`);
  }
}
