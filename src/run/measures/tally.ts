import { END, FLAG, WAY } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import { grown } from '../../kernel/grown.ts';
import { LEVELS } from '../../scenario/terms.ts';
import { count, type Scalars, share } from './scalar.ts';
import { type Window, within } from './window.ts';

/** Counts what happens in the window. The stocks are kept from time 0 to the end of the window. */
export class Tally {
  /** Real incidents filed and not closed; reported and not yet filed. */
  open = 0;
  waiting = 0;
  private occurrences = 0;
  private escalations = 0;
  private unseen = 0;
  private filings = 0;
  private closures = 0;
  private duplicates = 0;
  private falseAlarms = 0;
  private answered = 0;
  private readonly byFinder = new Float64Array(4);
  private readonly byLevel = new Float64Array(LEVELS.length);
  /** Level of the crew that handled the incident in each row last. */
  private handlers = new Uint8Array(8192);
  private readonly byMicro: Uint32Array;
  private readonly window: Window;
  private readonly world: World;

  constructor(world: World, window: Window) {
    this.world = world;
    this.window = window;
    this.byMicro = new Uint32Array(world.city.microX.length);
  }

  occurred(now: number): void {
    if (within(this.window, now)) this.occurrences++;
  }

  /** An incident may rise several times; it counts once. */
  escalated(slot: number, now: number): void {
    if (this.world.incidents.escalations[slot] === 1 && within(this.window, now)) this.escalations++;
  }

  /** Any report. */
  reported(slot: number, now: number): void {
    if (now >= this.window.to) return;
    const { flags, finder, micro } = this.world.incidents;
    const real = (flags[slot] & (FLAG.duplicate | FLAG.falseAlarm)) === 0;
    if (real) this.waiting++;
    if (now < this.window.from) return;
    if ((flags[slot] & FLAG.duplicate) !== 0) this.duplicates++;
    else if (!real) this.falseAlarms++;
    else {
      this.byFinder[finder[slot]]++;
      this.byMicro[micro[slot]]++;
    }
  }

  /** A real incident is filed. */
  filed(now: number): void {
    if (now >= this.window.to) return;
    this.waiting--;
    this.open++;
    if (now < this.window.from) return;
    this.filings++;
  }

  /** A crew has handled an incident: its level is who settled it, if nobody comes after it. */
  handled(slot: number, level: number): void {
    const row = slot / this.world.incidents.width;
    if (row >= this.handlers.length) this.handlers = grown(this.handlers, Math.max(row + 1, 2 * this.handlers.length));
    this.handlers[row] = level;
  }

  /** A real incident ends. */
  ended(slot: number, end: number, now: number): void {
    if (now >= this.window.to) return;
    const inWindow = now >= this.window.from;
    if (end === END.rejected) this.waiting--;
    if (end === END.unseen && inWindow) this.unseen++;
    if (end !== END.closed) return;
    this.open--;
    if (!inWindow) return;
    this.closures++;
    this.byLevel[this.handlers[slot / this.world.incidents.width]]++;
  }

  contacts(number: number, now: number): void {
    if (within(this.window, now)) this.answered += number;
  }

  /** Real reports of the window per micro-grid. */
  reportedByMicro(): Uint32Array {
    return this.byMicro;
  }

  scalars(): Scalars {
    const reports = this.byFinder.reduce((sum, n) => sum + n, 0);
    return {
      'incidents.occurred': count(this.occurrences),
      'incidents.reported': count(reports),
      'incidents.filed': count(this.filings),
      'incidents.closed': count(this.closures),
      'incidents.open': count(this.open),
      'incidents.escalated': count(this.escalations),
      'incidents.unseen': count(this.unseen),
      'notices.duplicate': count(this.duplicates),
      'notices.falseAlarm': count(this.falseAlarms),
      'contacts.answered': count(this.answered),
      'found.patrol': share(this.byFinder[WAY.patrol], reports),
      'found.resident': share(this.byFinder[WAY.resident], reports),
      'found.liaison': share(this.byFinder[WAY.liaison], reports),
      'found.sensor': share(this.byFinder[WAY.sensor], reports),
      ...Object.fromEntries(LEVELS.map((level, i) => [`settled.${level}`, share(this.byLevel[i], this.closures)])),
    };
  }
}
