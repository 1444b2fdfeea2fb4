import { readHistory } from '../history/reader.ts';
import type { HistoryRecord, IncidentId } from '../history/record.ts';
import type { Violation } from './findings.ts';
import { fieldsOf } from './view.ts';

/** The records that prove each violation, in their order; pages of incidents are cut down to the one that matters. */
export function proofOf(violation: Violation, record: (line: number) => HistoryRecord | undefined): HistoryRecord[] {
  return violation.lines
    .map(record)
    .filter((found) => found !== undefined)
    .map((found) => cutDown(found, violation.incident));
}

/** Reads a history a second time for the lines that prove its violations. Throws as `readHistory` does. */
export async function collectLines(
  path: string,
  violations: readonly Violation[],
): Promise<ReadonlyMap<number, HistoryRecord>> {
  const wanted = new Set(violations.flatMap(({ lines }) => lines));
  const found = new Map<number, HistoryRecord>();
  if (wanted.size === 0) return found;
  const last = Math.max(...wanted);
  const enough = new AbortController();
  await readHistory(
    path,
    (record, line) => {
      if (wanted.has(line)) found.set(line, record);
      if (line >= last) enough.abort();
    },
    enough.signal,
  );
  return found;
}

function cutDown(record: HistoryRecord, id: IncidentId | undefined): HistoryRecord {
  if (record.t !== 'ok' || id === undefined) return record;
  const { incidents, ...rest } = fieldsOf(record.body);
  if (!Array.isArray(incidents)) return record;
  return { ...record, body: { ...rest, incidents: incidents.filter((one) => fieldsOf(one).id === id) } };
}
