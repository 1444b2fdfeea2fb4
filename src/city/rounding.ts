/**
 * Whole numbers that add up to `total`, in proportion to `weights` (not negative), by largest remainders; ties go to
 * the earlier. Each gets at least `least`. Throws if `total` is too small for that or has nowhere to go.
 */
export function apportion(weights: ArrayLike<number>, total: number, least = 0): Int32Array {
  const shared = total - least * weights.length;
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i];
  if (shared < 0 || (shared > 0 && !(sum > 0))) {
    throw new Error(`cannot share ${total} among ${weights.length} with at least ${least} each`);
  }
  const parts = new Int32Array(weights.length);
  const remainders = new Float64Array(weights.length);
  let left = shared;
  for (let i = 0; i < weights.length; i++) {
    const exact = shared === 0 ? 0 : (shared * weights[i]) / sum;
    const whole = Math.floor(exact);
    parts[i] = least + whole;
    remainders[i] = exact - whole;
    left -= whole;
  }
  const byRemainder = Array.from(parts.keys()).sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (let i = 0; left > 0; i++, left--) parts[byRemainder[i % byRemainder.length]]++;
  return parts;
}

/**
 * Whole numbers that add up to `total`, in proportion to `weights`, each within one of its share and every running
 * total within one half: the rounding errors are spread evenly along the list instead of favouring the large.
 */
export function cascade(weights: ArrayLike<number>, total: number): Int32Array {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i];
  const parts = new Int32Array(weights.length);
  if (total === 0) return parts;
  if (!(sum > 0)) throw new Error(`cannot share ${total} among nothing`);
  let running = 0;
  let given = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    running += weights[i];
    const upTo = Math.round((running * total) / sum);
    parts[i] = upTo - given;
    given = upTo;
    if (weights[i] > 0) last = i;
  }
  parts[last] += total - given;
  return parts;
}

/**
 * Controlled rounding: whole numbers beside the cells of `table` (rows x columns, row by row), each the cell rounded
 * down or up, zero cells staying zero, with exactly the sums wanted. The table's own sums must agree with these but for
 * rounding errors; then such numbers exist (a flow with whole bounds has a whole solution), and they are found by
 * augmenting paths. Throws if the sums cannot be had.
 */
export function roundTable(
  table: ArrayLike<number>,
  rowSums: ArrayLike<number>,
  columnSums: ArrayLike<number>,
): Int32Array {
  const rows = rowSums.length;
  const columns = columnSums.length;
  const whole = new Int32Array(rows * columns);
  const raised = new Uint8Array(rows * columns);
  const rowNeeds = Int32Array.from(rowSums);
  const columnNeeds = Int32Array.from(columnSums);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      // A hair above keeps 2.9999999 from being cut to 2.
      whole[cell] = Math.floor(table[cell] + 1e-6);
      rowNeeds[row] -= whole[cell];
      columnNeeds[column] -= whole[cell];
    }
  }

  const cellsByRemainder = Array.from(whole.keys())
    .filter((cell) => table[cell] > 0)
    .sort((a, b) => table[b] - whole[b] - (table[a] - whole[a]) || a - b);
  for (const cell of cellsByRemainder) {
    const row = Math.floor(cell / columns);
    const column = cell % columns;
    if (rowNeeds[row] > 0 && columnNeeds[column] > 0) {
      raised[cell] = 1;
      rowNeeds[row]--;
      columnNeeds[column]--;
    }
  }

  const raise = (start: number): boolean => {
    const cameFromRow = new Int32Array(columns).fill(-1);
    const cameFromColumn = new Int32Array(rows).fill(-1);
    const queue = [start];
    for (const row of queue) {
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column;
        if (cameFromRow[column] >= 0 || raised[cell] || !(table[cell] > 0)) continue;
        cameFromRow[column] = row;
        if (columnNeeds[column] > 0) {
          columnNeeds[column]--;
          for (let at = column; ; ) {
            const from = cameFromRow[at];
            raised[from * columns + at] = 1;
            if (from === start) return true;
            at = cameFromColumn[from];
            raised[from * columns + at] = 0;
          }
        }
        for (let other = 0; other < rows; other++) {
          if (other === start || cameFromColumn[other] >= 0 || !raised[other * columns + column]) continue;
          cameFromColumn[other] = column;
          queue.push(other);
        }
      }
    }
    return false;
  };
  for (let row = 0; row < rows; row++) {
    while (rowNeeds[row] > 0) {
      if (!raise(row)) throw new Error(`no whole numbers with the sum ${rowSums[row]} in row ${row}`);
      rowNeeds[row]--;
    }
  }
  if (rowNeeds.some((need) => need !== 0) || columnNeeds.some((need) => need !== 0)) {
    throw new Error('the sums of rows and columns disagree');
  }
  for (let cell = 0; cell < whole.length; cell++) whole[cell] += raised[cell];
  return whole;
}
