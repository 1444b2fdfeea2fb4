import type { HistoryRecord } from '../load/history/record.ts';
import type { LoadResult } from '../load/result.ts';
import { type Language, say } from '../locales/index.ts';
import { invariantsTable, proofTables, violationSentences } from './judgement-sections.ts';
import { comparisonParts } from './load-baseline.ts';
import { histogramChart, latencyChart, latenessChart, ratesChart, workChart } from './load-charts.ts';
import {
  fieldTable,
  generatorTable,
  loadVerdicts,
  operationsTable,
  originTable,
  targetsTable,
} from './load-sections.ts';
import type { Page } from './page.ts';

const titleOf = ({ manifest }: LoadResult, language: Language) => `Gridbeat · ${manifest.title[language]}`;

/** All that is known of a load: how it went over time, what was measured, what was broken and what proves it. */
export function loadPage(result: LoadResult, lines: ReadonlyMap<number, HistoryRecord>, language: Language): Page {
  const { judgement, field } = result;
  return {
    title: titleOf(result, language),
    parts: [
      { list: loadVerdicts(result, language) },
      targetsTable(result, language),
      ...comparisonParts(result.comparison, language),
      { svg: ratesChart(result, language) },
      { svg: latencyChart(result, language) },
      operationsTable(result, language),
      { svg: histogramChart(result, language) },
      ...(field === null ? [] : [{ svg: workChart(result, language) }]),
      ...fieldTable(result, language),
      invariantsTable(judgement, language),
      ...proofTables(judgement, lines, language),
      generatorTable(result, language),
      { svg: latenessChart(result, language) },
      originTable(result, language),
    ],
  };
}

/** The same in short, without pictures and proofs. */
export function loadSummary(result: LoadResult, language: Language): Page {
  const broken = violationSentences(result.judgement, language);
  return {
    title: titleOf(result, language),
    parts: [
      { list: loadVerdicts(result, language) },
      targetsTable(result, language),
      ...comparisonParts(result.comparison, language),
      operationsTable(result, language),
      invariantsTable(result.judgement, language),
      ...(broken.length > 0 ? [say(language, 'load.page.broken'), { list: broken }] : []),
      say(language, 'load.page.more'),
    ],
  };
}
