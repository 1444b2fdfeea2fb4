import { grown } from './grown.ts';

/**
 * A heap of events by time, ties by sequence number. 4-ary: half the depth of a binary one, and four siblings' times share
 * a cache line. What is pushed must have a larger sequence number than any equal time within.
 */
export class EventHeap {
  size = 0;
  private times = new Float64Array(64).fill(Number.POSITIVE_INFINITY);
  private seqs = new Uint32Array(64);
  private payloads = new Int32Array(64);

  /** Time of the earliest event, Infinity when there is none; its sequence number and payload. */
  get time(): number {
    return this.times[0];
  }
  get seq(): number {
    return this.seqs[0];
  }
  get payload(): number {
    return this.payloads[0];
  }

  push(time: number, seq: number, payload: number): void {
    let hole = this.size;
    if (hole === this.times.length) this.grow();
    this.size = hole + 1;
    const { times, seqs, payloads } = this;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentTime = times[parent];
      if (parentTime <= time) break;
      times[hole] = parentTime;
      seqs[hole] = seqs[parent];
      payloads[hole] = payloads[parent];
      hole = parent;
    }
    times[hole] = time;
    seqs[hole] = seq;
    payloads[hole] = payload;
  }

  /** Takes the earliest event out; there must be one. */
  drop(): void {
    const { times, seqs, payloads } = this;
    const last = this.size - 1;
    if (last === 0) {
      this.clear();
      return;
    }
    this.size = last;
    const time = times[last];
    const seq = seqs[last];
    let hole = 0;
    for (let child = 1; child < last; child = 4 * hole + 1) {
      let best = child;
      let bestTime = times[child];
      const end = Math.min(child + 4, last);
      for (let other = child + 1; other < end; other++) {
        const otherTime = times[other];
        if (otherTime < bestTime || (otherTime === bestTime && seqs[other] < seqs[best])) {
          best = other;
          bestTime = otherTime;
        }
      }
      if (time < bestTime || (time === bestTime && seq < seqs[best])) break;
      times[hole] = bestTime;
      seqs[hole] = seqs[best];
      payloads[hole] = payloads[best];
      hole = best;
    }
    times[hole] = time;
    seqs[hole] = seq;
    payloads[hole] = payloads[last];
  }

  clear(): void {
    this.size = 0;
    this.times[0] = Number.POSITIVE_INFINITY;
  }

  private grow(): void {
    const length = 2 * this.times.length;
    this.times = grown(this.times, length);
    this.seqs = grown(this.seqs, length);
    this.payloads = grown(this.payloads, length);
  }
}
