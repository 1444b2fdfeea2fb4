/** All pending events in the order in which they will be popped, one element each; structured-cloneable. */
export interface QueueState {
  readonly times: Float64Array;
  readonly seqs: Uint32Array;
  readonly payloads: Int32Array;
  /** Sequence number that the next push gets. */
  readonly nextSeq: number;
}
