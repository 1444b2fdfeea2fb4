import { Worker } from 'node:worker_threads';
import { shareCity } from '../../city/shared.ts';
import type { SharedRehearsal, Told } from './rehearsal-thread.ts';
import type { Rehearsal, RehearsalPlan } from './rehearse.ts';

const THREAD = new URL(
  import.meta.url.endsWith('.ts') ? './rehearsal-thread.ts' : './rehearsal-thread.js',
  import.meta.url,
);
/** Most of what a rehearsal allocates dies young: a small nursery keeps the whole program small. */
const NURSERY_MEGABYTES = 6;

/**
 * Rehearses in a thread of its own, whose memory can be bounded and which an abort ends at once. `dayPassed` is told how
 * many days are simulated. Rejects with the signal's reason, or with the thread's error.
 */
export function rehearseApart(
  plan: RehearsalPlan,
  dayPassed: (days: number) => void,
  signal: AbortSignal,
): Promise<Rehearsal> {
  signal.throwIfAborted();
  const shared: SharedRehearsal = { ...plan, city: shareCity(plan.city) };
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, {
      workerData: shared,
      resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
    });
    const stop = (): void => {
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (told: Told) => {
      if ('days' in told) dayPassed(told.days);
      else resolve(told.rehearsal);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(signal.aborted ? signal.reason : new Error('the rehearsal ended before its end'));
    });
  });
}
