import { wireReport } from '../../backend/http/wire-report.ts';
import type { OpenOperation } from '../schedule/operation.ts';

/** One operation as the k6 script reads it: when it is due, in milliseconds of wall time after the start, and its body. */
export interface K6Operation {
  readonly due: number;
  readonly name: OpenOperation['name'];
  readonly body?: object;
}

/** `from`: simulated time of the start; `speed`: simulated over wall seconds. */
export function k6Operation(operation: OpenOperation, from: number, speed: number): K6Operation {
  const due = Math.round(((operation.at - from) / speed) * 1000);
  const { name } = operation;
  if (name === 'report') return { due, name, body: wireReport(operation.report) };
  if (name === 'visits') return { due, name, body: { visits: operation.visits } };
  return { due, name };
}

/**
 * Cuts a list into files of JSON arrays, each of at most `most` bytes in UTF-8 (unless a single item is longer), named
 * `stem-1.json` and so on.
 */
export function jsonFiles(stem: string, items: Iterable<object>, most: number): Map<string, string> {
  const files = new Map<string, string>();
  let lines: string[] = [];
  let bytes = 0;
  const end = (): void => {
    if (lines.length > 0) files.set(`${stem}-${files.size + 1}.json`, `[\n${lines.join(',\n')}\n]\n`);
    lines = [];
    bytes = 0;
  };
  for (const item of items) {
    const line = JSON.stringify(item);
    const size = Buffer.byteLength(line) + 2;
    if (bytes + size + 4 > most) end();
    lines.push(line);
    bytes += size;
  }
  end();
  return files;
}
