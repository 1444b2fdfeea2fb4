import { setTimeout as wait } from 'node:timers/promises';
import type { Judge } from './invariants/judge.ts';
import { SETTLING } from './operation.ts';
import type { Sender } from './sender.ts';

/** Wall milliseconds that each of them is waited for, however short the patience of the load itself. [A] */
const TIMEOUT = 10_000;
/** So many of them are under way at once. [A] */
const LANES = 16;
/** Milliseconds before tokens that stand for nothing yet are asked for again. [A] */
const TOKEN_PAUSE = 2000;

/** Reads what the judge wants to know, until it wants nothing more. */
export async function settle({ settlement }: Judge, sender: Sender, signal: AbortSignal): Promise<void> {
  for (let reads = settlement.next(); reads.length > 0 && !signal.aborted; reads = settlement.next()) {
    if (reads[0].name === 'token') await wait(TOKEN_PAUSE, undefined, { signal }).catch(() => {});
    for (const [i, { name, body }] of reads.entries()) {
      const settling = { section: -1, actor: SETTLING, lane: `${SETTLING}-${i % LANES}`, timeout: TIMEOUT };
      sender.submit({ ...settling, name, due: performance.now(), body: () => ({ ...body }) });
    }
    await Promise.race([sender.idle(), settlement.gone]);
  }
}
