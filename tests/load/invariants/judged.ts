import type { HistoryRecord } from '../../../src/load/history/record.ts';
import { Judge } from '../../../src/load/invariants/judge.ts';
import type { Judgement } from '../../../src/load/invariants/judgement.ts';
import { Town } from './town.ts';
import type { Setting } from './wire.ts';

export interface Judged {
  readonly town: Town;
  readonly judgement: Judgement;
  /** Names of the invariants that were broken. */
  readonly broken: readonly string[];
}

export function brokenBy({ verdicts }: Judgement): string[] {
  return verdicts.filter(({ violations }) => violations > 0).map(({ name }) => name);
}

/** Plays a town's run and judges it as it goes, as a live run would. */
export function judged(setting: Setting): Judged {
  const town = new Town(setting);
  const judge = new Judge();
  let fed = 0;
  const feed = (): void => {
    for (; fed < town.records.length; fed++) judge.feed(town.records[fed]);
  };
  town.load();
  feed();
  for (let reads = judge.settlement.next(); reads.length > 0; reads = judge.settlement.next()) {
    town.round(reads.filter((read) => read.name !== 'token'));
    feed();
  }
  town.end();
  feed();
  const judgement = judge.finish();
  return { town, judgement, broken: brokenBy(judgement) };
}

/** Judges records that are there. */
export function judgeAll(records: readonly HistoryRecord[]): Judgement {
  const judge = new Judge();
  for (const record of records) judge.feed(record);
  return judge.finish();
}
