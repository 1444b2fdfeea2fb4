import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Observer } from '../field/observer.ts';
import { ACTIVITIES, END, FLAG } from '../field/state.ts';
import { identityOf, type World } from '../field/world.ts';

const BLOCK = 1 << 16;
const ENDS = Object.keys(END);

const traceFile = (directory: string, replication: number) => join(directory, `replication-${replication}.ndjson`);

/** Takes away the trace of a replication that was not finished. */
export function removeTrace(directory: string, replication: number): void {
  rmSync(traceFile(directory, replication), { force: true });
}

/**
 * Writes every event of a replication to `replication-N.ndjson`, one JSON object per line: `t` (seconds), `event`, and
 * what it concerns. `incident` is the identity that an incident has in all variants of a seed.
 */
export class Trace implements Observer {
  /** Lines stand in the order of time. */
  readonly visitByVisit = true;
  private readonly world: World;
  private readonly file: number;
  private block = '';

  /** Throws the file system's error when the file cannot be made. */
  constructor(world: World, directory: string, replication: number) {
    this.world = world;
    mkdirSync(directory, { recursive: true });
    this.file = openSync(traceFile(directory, replication), 'w');
  }

  occurred(slot: number, now: number): void {
    this.incident('occurred', slot, now);
  }

  reported(slot: number, now: number): void {
    this.incident('reported', slot, now);
  }

  escalated(slot: number, now: number): void {
    this.incident('escalated', slot, now);
  }

  filed(slot: number, now: number): void {
    this.incident('filed', slot, now);
  }

  reopened(slot: number, now: number): void {
    this.incident('reopened', slot, now);
  }

  /** With all its times, so that a line of this kind tells an incident's whole course. */
  ended(slot: number, end: number, now: number): void {
    const { occurred, reported, signed, filed, ordered, accepted, arrived, handled } = this.world.incidents;
    const times = { occurred, reported, signed, filed, ordered, accepted, arrived, handled };
    const passed = Object.entries(times).flatMap(([name, column]) =>
      Number.isNaN(column[slot]) ? [] : [[name, column[slot]]],
    );
    this.incident('ended', slot, now, { how: ENDS[end], ...Object.fromEntries(passed) });
  }

  visited(crew: number, micro: number, now: number): void {
    this.write({ t: now, event: 'visited', crew, micro });
  }

  spent(crew: number, activity: number, from: number, to: number): void {
    this.write({ t: to, event: 'spent', crew, activity: ACTIVITIES[activity], from });
  }

  sampled(): void {}

  contacts(number: number, now: number): void {
    this.write({ t: now, event: 'contacts', number });
  }

  crewEvent(...[name, crew, slot, now]: Parameters<Observer['crewEvent']>): void {
    this.write({ t: now, event: name, crew, incident: identityOf(this.world, slot) });
  }

  /** Writes what is left. To be called once. */
  close(): void {
    writeSync(this.file, this.block);
    closeSync(this.file);
  }

  private incident(event: string, slot: number, now: number, more: object = {}): void {
    const { kinds, city, incidents: inc } = this.world;
    const flags = inc.flags[slot];
    this.write({
      t: now,
      event,
      incident: identityOf(this.world, slot),
      kind: kinds[inc.kind[slot]].name,
      unit: city.units[inc.unit[slot]].id,
      micro: inc.micro[slot],
      severity: inc.severity[slot],
      level: inc.level[slot],
      ...((flags & FLAG.duplicate) !== 0 && { duplicate: true }),
      ...((flags & FLAG.falseAlarm) !== 0 && { falseAlarm: true }),
      ...more,
    });
  }

  private write(line: object): void {
    this.block += `${JSON.stringify(line)}\n`;
    if (this.block.length < BLOCK) return;
    writeSync(this.file, this.block);
    this.block = '';
  }
}
