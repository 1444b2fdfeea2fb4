import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { FINDERS } from '../field/incidents/reporting.ts';
import type { Observer } from '../field/observer.ts';
import { ACTIVITIES, END, FLAG, PURPOSES, STATUS } from '../field/state.ts';
import { identityOf, type World } from '../field/world.ts';

const BLOCK = 1 << 16;
const ENDS = Object.keys(END);
const TIMES = [
  ...['occurred', 'reported', 'signed', 'filed', 'ordered', 'accepted', 'arrived', 'handled'],
  ...['handleBy', 'closeBy'],
] as const;

const traceFile = (directory: string, replication: number) => join(directory, `replication-${replication}.ndjson`);

/** Takes away the trace of a replication that was not finished. */
export function removeTrace(directory: string, replication: number): void {
  rmSync(traceFile(directory, replication), { force: true });
}

/**
 * Writes every event of a replication to `replication-N.ndjson`, one JSON object per line: `t` (seconds), `event`, and
 * what it concerns. `incident` is the identity that an incident has in all variants of a seed. First who there is, last
 * what is left when the run ends: enough to compute every measure of the field again.
 */
export class Trace implements Observer {
  /** Lines stand in the order of time. */
  readonly visitByVisit = true;
  private readonly world: World;
  private readonly file: number;
  private block = '';
  private readonly alive = new Set<number>();

  /** Throws the file system's error when the file cannot be made. */
  constructor(world: World, directory: string, replication: number) {
    this.world = world;
    mkdirSync(directory, { recursive: true });
    this.file = openSync(traceFile(directory, replication), 'w');
    for (let crew = 0; crew < world.roster.crews; crew++) this.crew(crew);
  }

  occurred(slot: number, now: number): void {
    this.alive.add(slot);
    this.incident('occurred', slot, now);
  }

  reported(slot: number, now: number): void {
    this.alive.add(slot);
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
    this.alive.delete(slot);
    this.incident('ended', slot, now, { how: ENDS[end], ...this.course(slot) });
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
    const { crews, tasks, incidents } = this.world;
    const purpose = name === 'ordered' && { purpose: PURPOSES[tasks.purpose[crews.order[crew]]] };
    const line = { t: now, event: name, crew, incident: identityOf(this.world, slot), ...purpose };
    this.write({ ...line, ...flagged(incidents.flags[slot]) });
  }

  /** The run ends: what has not come to its end, and what everybody is at. */
  runEnds(now: number): void {
    for (const slot of this.alive) this.incident('left', slot, now, this.course(slot));
    const { crews, roster } = this.world;
    for (let crew = 0; crew < roster.crews; crew++)
      if (crews.since[crew] < now) this.spent(crew, crews.activity[crew], crews.since[crew], now);
  }

  /** Writes what is not yet written. To be called once. */
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
      ...flagged(flags),
      ...more,
    });
  }

  /** All that is known of how an incident went. */
  private course(slot: number): object {
    const { incidents: inc } = this.world;
    const times = TIMES.flatMap((name) => (Number.isNaN(inc[name][slot]) ? [] : [[name, inc[name][slot]]]));
    return {
      ...Object.fromEntries(times),
      ...(inc.status[slot] >= STATUS.reported && { finder: FINDERS[inc.finder[slot]] }),
      ...((inc.flags[slot] & FLAG.extended) !== 0 && { extended: true }),
      ...((inc.flags[slot] & FLAG.ledger) !== 0 && { ledger: true }),
    };
  }

  /** Who a crew is, and where it belongs. */
  private crew(crew: number): void {
    const { roster, city } = this.world;
    const { micro, grid, community, township, unit } = roster.home(crew);
    this.write({
      t: 0,
      event: 'crew',
      crew,
      role: roster.role(crew),
      group: roster.groups[roster.group[crew]].name,
      level: roster.level(crew),
      ...(unit >= 0 && { unit: city.units[unit].id }),
      ...(township >= 0 && { township: city.townships[township].code }),
      ...(community >= 0 && { community: city.communities[community].code }),
      ...(grid >= 0 && { grid }),
      ...(micro >= 0 && { micro }),
    });
  }

  private write(line: object): void {
    this.block += `${JSON.stringify(line)}\n`;
    if (this.block.length < BLOCK) return;
    writeSync(this.file, this.block);
    this.block = '';
  }
}

function flagged(flags: number): object {
  return {
    ...((flags & FLAG.duplicate) !== 0 && { duplicate: true }),
    ...((flags & FLAG.falseAlarm) !== 0 && { falseAlarm: true }),
  };
}
