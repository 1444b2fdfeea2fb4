import type { Target } from '../scenario/target.ts';
import type { Recorder } from './recorder.ts';
import type { InvalidReason, Validity } from './result.ts';
import type { Sender } from './sender.ts';
import type { Throttle } from './throttle.ts';

/** A run says nothing of a backend when more operations than this share started late by the generator's own fault. */
const MOST_LATE = 0.01;
const LEAST_ALLOWANCE = 0.01;
const ALLOWED_SHARE = 0.05;

/** Late by the generator's own fault is more than 10 ms and 5 % of the tightest target of a latency, seconds. */
export function lateAllowance(targets: readonly Target[]): number {
  const latencies = targets.filter(({ measure }) => /^(op\..*\.(response|service)|decide)\./.test(measure));
  const tightest = Math.min(...latencies.map(({ value }) => value));
  return Number.isFinite(tightest) ? Math.max(LEAST_ALLOWANCE, ALLOWED_SHARE * tightest) : LEAST_ALLOWANCE;
}

interface Own {
  /** At the end the backend was asked what had become of the reports, and never answered. */
  readonly isGone: boolean;
  readonly loopDelay: Validity['loopDelay'];
  readonly cpuSeconds: number;
  readonly measured: number;
}

/** Whether the generator itself kept up, and heard what it needs to. */
export function validityOf(
  recorder: Recorder,
  sender: Sender,
  throttle: Throttle | undefined,
  allowance: number,
  own: Own,
): Validity {
  const { started, late } = recorder;
  const slow = throttle !== undefined && throttle.held > 0 ? 'held' : 'late';
  const reasons: InvalidReason[] = started === 0 ? ['nothing'] : late > MOST_LATE * started ? [slow] : [];
  if (throttle?.isSpent) reasons.push('spent');
  if (recorder.stream.orders === 0 && recorder.stream.errors.size > 0) reasons.push('orders');
  if (own.isGone) reasons.push('gone');
  return {
    valid: reasons.length === 0,
    reasons,
    late,
    started,
    allowance,
    lateness: recorder.lateness.summary(),
    loopDelay: own.loopDelay,
    cpu: {
      cores: own.measured > 0 ? own.cpuSeconds / own.measured : 0,
      microsecondsPerOperation: started > 0 ? (own.cpuSeconds * 1e6) / started : 0,
    },
    heldBack: sender.heldBack,
  };
}
