import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Command } from './command.ts';

/** A command that was carried out, and when. */
export interface Entry {
  readonly now: number;
  readonly command: Command;
}

/** What tells the file from other databases: "Gbj1" in four bytes. */
const APPLICATION = 0x4762_6a31;

const TABLES = `
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS journal (
    n INTEGER PRIMARY KEY,
    turn INTEGER NOT NULL,
    now REAL NOT NULL,
    name TEXT NOT NULL,
    crew INTEGER,
    key TEXT,
    body TEXT NOT NULL
  ) STRICT;
`;

/**
 * Everything that has been acknowledged, in the order in which it was done: the server's only truth. All else follows
 * from it by doing it again. A turn is what was done in one go and committed as one transaction.
 */
export class Journal {
  private readonly database: DatabaseSync;
  private readonly insert: StatementSync;
  private turn: number;

  /**
   * `settings`: what the entries mean something under (version, scenario, ...). Throws a JournalError where the file was
   * written under others, and whatever SQLite throws for a file that is no database, in use or not writable.
   */
  constructor(file: string, settings: Readonly<Record<string, string>>) {
    this.database = new DatabaseSync(file);
    try {
      this.recognise();
      // One server to a file: a second one would carry on from an old state.
      this.database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      this.database.exec(`PRAGMA application_id = ${APPLICATION};`);
      this.database.exec(TABLES);
      this.settle(settings);
      this.insert = this.database.prepare(
        'INSERT INTO journal (turn, now, name, crew, key, body) VALUES (?, ?, ?, ?, ?, ?)',
      );
      this.turn = Number(this.database.prepare('SELECT max(turn) AS turn FROM journal').get()?.turn ?? 0);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  /** One transaction; when this returns, the entries outlive the process and the machine's power. */
  commit(entries: readonly Entry[]): void {
    const begins = entries.findLastIndex(({ command }) => command.name === 'exercise');
    this.turn++;
    this.database.exec('BEGIN IMMEDIATE');
    if (begins >= 0) this.database.exec('DELETE FROM journal');
    for (const { now, command } of entries.slice(Math.max(0, begins))) {
      this.insert.run(
        this.turn,
        now,
        command.name,
        'crew' in command ? command.crew : null,
        command.key ?? null,
        JSON.stringify(command.body),
      );
    }
    this.database.exec('COMMIT');
  }

  /** The turns since the exercise began, as they were. */
  *turns(): Generator<Entry[]> {
    let turn: unknown;
    let entries: Entry[] = [];
    for (const row of this.database.prepare('SELECT * FROM journal ORDER BY n').iterate()) {
      if (row.turn !== turn && entries.length > 0) {
        yield entries;
        entries = [];
      }
      turn = row.turn;
      const { name, crew, key, body } = row;
      const command = {
        name,
        ...(crew !== null && { crew }),
        ...(key !== null && { key }),
        body: JSON.parse(String(body)),
      } as unknown as Command;
      entries.push({ now: Number(row.now), command });
    }
    if (entries.length > 0) yield entries;
  }

  close(): void {
    this.database.close();
  }

  /** Throws a ForeignDatabaseError, having written nothing, where somebody else's tables are in the file. */
  private recognise(): void {
    const id = this.database.prepare('PRAGMA application_id').get()?.application_id;
    const tables = this.database.prepare('SELECT count(*) AS number FROM sqlite_master').get()?.number;
    if (tables !== 0 && id !== APPLICATION) throw new ForeignDatabaseError();
  }

  /** A file without entries takes on the settings; one with entries must have been written under them. */
  private settle(settings: Readonly<Record<string, string>>): void {
    const isEmpty = this.database.prepare('SELECT n FROM journal LIMIT 1').get() === undefined;
    const read = this.database.prepare('SELECT value FROM setting WHERE name = ?');
    const write = this.database.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)');
    for (const [name, value] of Object.entries(settings)) {
      const found = read.get(name)?.value;
      if (!isEmpty && found !== value) throw new JournalError(name, String(found ?? ''), value);
      write.run(name, value);
    }
  }
}

/** The file holds something else than a server's journal. */
export class ForeignDatabaseError extends Error {
  override readonly name = 'ForeignDatabaseError';
}

/** The database belongs to a server that was set otherwise. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly setting: string;
  readonly found: string;
  readonly expected: string;

  constructor(setting: string, found: string, expected: string) {
    super(`the database was written with ${setting} ${found}, not ${expected}`);
    this.setting = setting;
    this.found = found;
    this.expected = expected;
  }
}
