import { type Language, say } from '../locales/index.ts';
import { THEMES } from '../validation/experiment.ts';
import type { RowResult, ValidationResult } from '../validation/validate.ts';
import { escaped } from './markup.ts';
import { escapedMarkdown } from './page.ts';
import { validationCells, validationHeads, validationSummary } from './validation-table.ts';

/** The chart shows this much to either side of the theory, as a share of it. */
const SPAN = 0.03;
const CHART = { width: 180, height: 16 } as const;

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{padding:.2rem .6rem;text-align:right}
td:first-child,th:first-child,td:last-child,th:last-child{text-align:left}
tr:nth-child(even){background:#f4f6f8}.miss{color:#b00020;font-weight:bold}.pass{color:#1b7f3b}`;

const heads = (language: Language): string[] => {
  const [theory = '', simulated = '', interval = '', verdict = ''] = validationHeads(language);
  return [say(language, 'validation.quantity'), theory, simulated, interval, verdict];
};

/** Simulated over theoretical value with its interval, as an SVG; nothing for rows without an interval. */
function chart({ row: { theory }, simulated, low, high }: RowResult): string {
  if (low === null || high === null || theory === 0) return '';
  const x = (value: number) => {
    const off = Math.max(-SPAN, Math.min(SPAN, value / theory - 1));
    return (CHART.width * (0.5 + off / (2 * SPAN))).toFixed(1);
  };
  const [middle, y] = [CHART.width / 2, CHART.height / 2];
  return (
    `<svg width="${CHART.width}" height="${CHART.height}" role="img">` +
    `<line x1="${middle}" x2="${middle}" y1="0" y2="${CHART.height}" stroke="#999"/>` +
    `<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" stroke="#246" stroke-width="2"/>` +
    `<circle cx="${x(simulated)}" cy="${y}" r="3" fill="#246"/></svg>`
  );
}

/** The validation as a page of its own, each interval drawn beside its theory (the line in the middle; ends at 3 %). */
export function validationHtml(result: ValidationResult, language: Language): string {
  const title = escaped(say(language, { key: 'validation.title', values: { seed: result.seed } }));
  const sections = THEMES.map((theme) => {
    const rows = result.rows.filter(({ row }) => row.theme === theme);
    if (rows.length === 0) return '';
    const lines = rows.map((row) => {
      const { quantity, theory, simulated, interval, verdict } = validationCells(row, language);
      const cells = [quantity, theory, simulated, interval].map((cell) => `<td>${escaped(cell)}</td>`).join('');
      const judged = `<td>${chart(row)}</td><td class="${row.passed ? 'pass' : 'miss'}">${escaped(verdict)}</td>`;
      return `<tr title="${escaped(row.row.source)}">${cells}${judged}</tr>`;
    });
    const [quantity = '', theory = '', simulated = '', interval = '', verdict = ''] = heads(language).map(escaped);
    const head = `<tr><th>${quantity}</th><th>${theory}</th><th>${simulated}</th><th>${interval}</th><th></th><th>${verdict}</th></tr>`;
    return `<h2>${escaped(say(language, `validation.theme.${theme}`))}</h2><table>${head}${lines.join('\n')}</table>`;
  });
  const summary = validationSummary(result, language)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('\n');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body><h1>${title}</h1>
${summary}
${sections.join('\n')}
</body></html>
`;
}

/** The validation as Markdown, one table per theme. */
export function validationMarkdown(result: ValidationResult, language: Language): string {
  const sections = THEMES.flatMap((theme) => {
    const rows = result.rows.filter(({ row }) => row.theme === theme);
    if (rows.length === 0) return [];
    const head = [...heads(language), say(language, 'validation.source')];
    const line = (cells: readonly string[]) => `| ${cells.map(escapedMarkdown).join(' | ')} |`;
    const lines = rows.map((row) => {
      const { quantity, theory, simulated, interval, verdict } = validationCells(row, language);
      return line([quantity, theory, simulated, interval, verdict, row.row.source]);
    });
    const title = `## ${say(language, `validation.theme.${theme}`)}`;
    return [[title, '', line(head), `|${head.map(() => '---').join('|')}|`, ...lines].join('\n')];
  });
  const title = escapedMarkdown(say(language, { key: 'validation.title', values: { seed: result.seed } }));
  return `${[`# ${title}`, ...validationSummary(result, language), ...sections].join('\n\n')}\n`;
}
