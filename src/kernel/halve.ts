/** Times looked at to find about the middle of a list. */
const SAMPLES = 64;

/**
 * Parts a list of `size` nodes (`next[node]` is the node after, 0 ends it; `times[2 * node]` its time) into about the
 * earlier half and the rest, both in the order of the list; returns their first nodes. A short list is all near. Far
 * events would stretch a rung until its buckets were too coarse for the near ones, which are the next to come.
 */
export function halve(list: number, times: Float64Array, next: Int32Array, size: number): [near: number, far: number] {
  if (size < 2 * SAMPLES) return [list, 0];
  const stride = Math.floor(size / SAMPLES);
  const sample = new Float64Array(SAMPLES);
  for (let node = list, seen = 0; node !== 0; node = next[node], seen++) {
    if (seen % stride === 0 && seen < stride * SAMPLES) sample[seen / stride] = times[2 * node];
  }
  const cut = sample.sort()[SAMPLES / 2];
  let [near, lastNear, far, lastFar] = [0, 0, 0, 0];
  for (let node = list; node !== 0; ) {
    const after = next[node];
    next[node] = 0;
    if (times[2 * node] <= cut) {
      if (near === 0) near = node;
      else next[lastNear] = node;
      lastNear = node;
    } else {
      if (far === 0) far = node;
      else next[lastFar] = node;
      lastFar = node;
    }
    node = after;
  }
  return [near, far];
}
