import { hash } from 'node:crypto';
import type { WireIncident } from '../../backend/http/api.ts';
import type { Answer, Command } from '../command.ts';
import type { Path } from '../path.ts';
import { Chance } from './chance.ts';
import type { FaultRates } from './rates.ts';
import type { Tally } from './tally.ts';

/** So many of the newest are remembered, of each sort. */
const MOST_REMEMBERED = 100_000;
/** Ids of lost reports are above all that are given in earnest. */
const LOST_IDS = 2 ** 40;

/** Loses reports, takes a retry for another one, and shows incidents as they were. */
export class FaultyReports implements Path {
  private readonly path: Path;
  private readonly lose: Chance;
  private readonly duplicate: Chance;
  private readonly stale: Chance;
  /** Lost reports by key: a retry is answered alike. */
  private readonly lost = new Map<string, Answer>();
  /** How often each key has come. */
  private readonly seen = new Map<string, number>();
  /** Incidents as they were when they were acknowledged. */
  private readonly first = new Map<number, WireIncident>();

  constructor(path: Path, rates: FaultRates, seed: string, tally: Tally) {
    this.path = path;
    this.lose = new Chance('lose', rates, seed, tally);
    this.duplicate = new Chance('duplicate', rates, seed, tally);
    this.stale = new Chance('stale', rates, seed, tally);
  }

  get now(): number {
    return this.path.now;
  }

  async submit(command: Command): Promise<Answer> {
    const { key } = command;
    if (command.name !== 'report' || key === undefined) return this.path.submit(command);
    const times = this.seen.get(key) ?? 0;
    const lost = this.lost.get(key);
    if (lost !== undefined) return lost;
    if (times === 0 && this.lose.comes()) {
      const id = LOST_IDS + Number.parseInt(hash('sha256', key).slice(0, 9), 16);
      const answer: Answer = { status: 201, body: { id, reference: command.body.reference, now: this.now } };
      remember(this.lost, key, answer);
      return answer;
    }
    remember(this.seen, key, times + 1);
    const isAnother = times > 0 && this.duplicate.comes();
    const answer = await this.path.submit(isAnother ? { ...command, key: `${key} ${times}` } : command);
    if ('id' in answer.body && typeof answer.body.id === 'number' && !this.first.has(answer.body.id))
      remember(this.first, answer.body.id, { ...this.path.incident(answer.body.id) });
    return answer;
  }

  incident(id: number): WireIncident {
    const incident = this.path.incident(id);
    const first = this.first.get(id);
    return first !== undefined && first.revision < incident.revision && this.stale.comes() ? first : incident;
  }
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.set(key, value);
  if (map.size <= MOST_REMEMBERED) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    break;
  }
}
