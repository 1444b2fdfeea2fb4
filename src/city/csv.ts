/**
 * Rows of a comma-separated file with a heading line, as objects keyed by the headings. Plain fields only: a quote or a
 * row of another length is an error that names the file and the line.
 */
export function parseCsv(text: string, file: string): Record<string, string>[] {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const headings = lines[0].split(',');
  return lines.slice(1).map((line, index) => {
    const fields = line.split(',');
    if (line.includes('"') || fields.length !== headings.length) {
      throw new Error(`${file}:${index + 2}: expected ${headings.length} plain fields, found ${JSON.stringify(line)}`);
    }
    return Object.fromEntries(headings.map((heading, i) => [heading, fields[i]]));
  });
}
