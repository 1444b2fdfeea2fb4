import Table from 'cli-table3';

export interface Column {
  /** Cells of the terminal, the gap before the next column included. */
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** Gap between a right-aligned column and what follows it. */
const GAP = 1;

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** Rows of text as aligned lines without borders; wide (Chinese) characters and colours are measured right. */
export function alignColumns(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const table = new Table({
    chars: NO_LINES,
    colWidths: columns.map((column) => column.width),
    colAligns: columns.map((column) => column.align),
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
