import { accounting } from './accounting.ts';
import { busyOrOffDuty } from './busy-or-off-duty.ts';
import { crewsNeeded } from './crews-needed.ts';
import { drains } from './drains.ts';
import { duplicate } from './duplicate.ts';
import type { Invariant } from './invariant.ts';
import { listsAgree } from './lists-agree.ts';
import { lost } from './lost.ts';
import { monotonicReads } from './monotonic-reads.ts';
import { oneJob } from './one-job.ts';
import { phantom } from './phantom.ts';
import { readYourWrites } from './read-your-writes.ts';
import { severeFirst } from './severe-first.ts';
import { statusOrder } from './status-order.ts';
import { streamOrder } from './stream-order.ts';

/** Every invariant, in the order in which tables show them. */
export const TABLE: readonly Invariant[] = [
  lost,
  phantom,
  duplicate,
  oneJob,
  crewsNeeded,
  busyOrOffDuty,
  statusOrder,
  readYourWrites,
  monotonicReads,
  streamOrder,
  accounting,
  listsAgree,
  severeFirst,
  drains,
];
