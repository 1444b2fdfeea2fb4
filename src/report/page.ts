import stringWidth from 'string-width';
import type { Language } from '../locales/index.ts';
import { printable } from '../scenario/problem.ts';
import { alignColumns, type Column } from '../style/columns.ts';
import type { Style } from '../style/style.ts';
import { wrapText } from '../style/wrap.ts';
import { escaped } from './markup.ts';

export type Tone = 'good' | 'bad' | 'caution';

/** A table whose first column is text (a terminal heads it with the title); the others are numbers unless `left` names them. */
export interface PageTable {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Further columns that hold text. */
  readonly left?: readonly number[];
  /** How rows are to be taken, where that is to be seen: their text is coloured. */
  readonly tones?: readonly (Tone | undefined)[];
  /** A terminal shows so many rows, and no table at all for 0; the title then may say so. */
  readonly terminalRows?: number;
  readonly terminalTitle?: string;
}

/** A report that a terminal, a Markdown file and an HTML page show alike; a picture only the last. */
export interface Page {
  readonly title: string;
  readonly parts: readonly (
    | string
    | { readonly list: readonly string[] }
    | { readonly svg: string; readonly caption?: string }
    | PageTable
  )[];
}

const WIDTH = 80;
const GAP = 2;
const NARROWEST = 8;

const STYLE = `:root{color-scheme:light dark;--ink:#1c2733;--back:#fff;--faint:#57606a;--line:#c5ced8;--odd:#f4f6f8;--good:#1a7f37;--bad:#b00020;--caution:#9a6700;--c1:#1f6feb;--c2:#c4570b;--c3:#1a7f37}
@media (prefers-color-scheme:dark){:root{--ink:#d7dee6;--back:#12171d;--faint:#9aa6b2;--line:#36414d;--odd:#1a2129;--good:#4cc26a;--bad:#ff7b86;--caution:#e0b040;--c1:#5ea0ff;--c2:#f0944d;--c3:#4cc26a}}
body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:var(--ink);background:var(--back)}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
.wide{overflow-x:auto}table{border-collapse:collapse;min-width:40%}th,td{padding:.2rem .7rem;text-align:right;white-space:nowrap}
th{border-bottom:2px solid var(--line)}.text{text-align:left;white-space:normal}.text~.text{overflow-wrap:anywhere}tr:nth-child(even) td{background:var(--odd)}
.good{color:var(--good)}.bad{color:var(--bad)}.caution{color:var(--caution)}.key{font-size:.8rem;margin-right:1.4em}svg{display:block}figure{margin:1.5rem 0}figcaption{color:var(--faint);font-size:.9em}`;

/** The page for a terminal of 80 columns. */
export function pageText({ title, parts }: Page, style: Style): string {
  const texts = parts.flatMap((part) => {
    if (typeof part === 'string') return [wrapText(printable(part), WIDTH).join('\n')];
    if ('svg' in part) return [];
    if ('list' in part) return [part.list.flatMap((line) => wrapText(`- ${printable(line)}`, WIDTH, 2)).join('\n')];
    return tableText(part, style);
  });
  return [style.heading(printable(title)), ...texts].join('\n\n');
}

function tableText(table: PageTable, style: Style): string[] {
  const { title, heads, rows, left = [], terminalRows = rows.length } = table;
  if (terminalRows === 0 || rows.length === 0) return [];
  const [, ...others] = heads;
  const shown = [[table.terminalTitle ?? title, ...others], ...rows.slice(0, terminalRows)].map((row) =>
    row.map(printable),
  );
  const widths = fitted(heads.map((_, c) => Math.max(...shown.map((row) => stringWidth(row[c] ?? ''))) + GAP));
  const columns = widths.map((width, c): Column => ({ width, align: c === 0 || left.includes(c) ? 'left' : 'right' }));
  const [head = '', ...lines] = alignColumns(columns, shown);
  return [[style.heading(head), ...lines].join('\n')];
}

/** Takes from the widest columns what does not fit. */
function fitted(widths: number[]): number[] {
  const fit = [...widths];
  for (let over = fit.reduce((sum, w) => sum + w, 0) - WIDTH; over > 0; over--) {
    const widest = fit.indexOf(Math.max(...fit));
    if (fit[widest] <= NARROWEST) break;
    fit[widest]--;
  }
  return fit;
}

/** The page as Markdown. */
export function pageMarkdown({ title, parts }: Page): string {
  const texts = parts.flatMap((part) => {
    if (typeof part === 'string') return [escapedMarkdown(part)];
    if ('svg' in part) return [];
    if ('list' in part) return [part.list.map((line) => `- ${escapedMarkdown(line)}`).join('\n')];
    if (part.rows.length === 0) return [];
    const line = (cells: readonly string[]) => `| ${cells.map(escapedMarkdown).join(' | ')} |`;
    const heading = `## ${escapedMarkdown(part.title)}`;
    return [
      [heading, '', line(part.heads), `|${part.heads.map(() => '---|').join('')}`, ...part.rows.map(line)].join('\n'),
    ];
  });
  return `${[`# ${escapedMarkdown(title)}`, ...texts].join('\n\n')}\n`;
}

/** Text of others may not turn into markup. */
export function escapedMarkdown(text: string): string {
  return printable(text).replace(/[\\|*_`<>[\]]/g, (character) => `\\${character}`);
}

/** The page as HTML that needs nothing else. */
export function pageHtml({ title, parts }: Page, language: Language): string {
  const texts = parts.map((part) => {
    if (typeof part === 'string') return `<p>${escaped(part)}</p>`;
    if ('svg' in part) return pictureHtml(part);
    if ('list' in part) return `<ul>${part.list.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
    return tableHtml(part);
  });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>
${texts.join('\n')}
</body></html>
`;
}

function pictureHtml({ svg, caption }: { readonly svg: string; readonly caption?: string }): string {
  return caption === undefined ? svg : `<figure>${svg}<figcaption>${escaped(caption)}</figcaption></figure>`;
}

function tableHtml({ title, heads, rows, left = [], tones = [] }: PageTable): string {
  if (rows.length === 0) return '';
  const cells = (list: readonly string[], tag: string) =>
    list
      .map((text, c) => `<${tag}${c === 0 || left.includes(c) ? ' class="text"' : ''}>${escaped(text)}</${tag}>`)
      .join('');
  const body = rows.map((row, i) => `<tr${tones[i] ? ` class="${tones[i]}"` : ''}>${cells(row, 'td')}</tr>`).join('\n');
  return `<h2>${escaped(title)}</h2><div class="wide"><table><tr>${cells(heads, 'th')}</tr>\n${body}</table></div>`;
}
