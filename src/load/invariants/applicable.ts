import type { Protocol } from '../history/record.ts';
import type { InvariantName } from './invariant.ts';

/** What can be judged where there are reports and reads alone. */
const OF_OPEN311: ReadonlySet<InvariantName> = new Set([
  'lost',
  'phantom',
  'duplicate',
  'readYourWrites',
  'monotonicReads',
  'listsAgree',
]);

/** Whether what an invariant is about exists in a protocol at all. */
export function applies(name: InvariantName, protocol: Protocol): boolean {
  return protocol === 'dispatch' || OF_OPEN311.has(name);
}
