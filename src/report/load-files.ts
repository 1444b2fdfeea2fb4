import type { HistoryRecord } from '../load/history/record.ts';
import type { LoadResult } from '../load/result.ts';
import type { Language } from '../locales/index.ts';
import { loadJUnit } from './load-junit.ts';
import { loadOutput } from './load-output.ts';
import { loadPage } from './load-page.ts';
import { pageHtml } from './page.ts';

/** The files of a load's result folder beside its history, if that is kept: text by file name. `lines` proves its violations. */
export function loadFiles(
  result: LoadResult,
  history: string | null,
  lines: ReadonlyMap<number, HistoryRecord>,
  language: Language,
): Map<string, string> {
  return new Map([
    ['result.json', JSON.stringify(loadOutput(result, history, lines, language))],
    ['seconds.ndjson', result.seconds.map((second) => `${JSON.stringify(second)}\n`).join('')],
    ['junit.xml', loadJUnit(result, lines, language)],
    ['report.html', pageHtml(loadPage(result, lines, language), language)],
  ]);
}
