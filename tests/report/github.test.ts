import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Annotation, shownAnnotations, stepSummary, workflowCommand } from '../../src/report/github.ts';

/** What the runner makes of a line (actions/runner, ActionCommand.TryParseV2). */
function asRead(line: string): Annotation | undefined {
  const [, level, title, text] = /^::(error|warning) title=([^:,\r\n]*)::([^\r\n]*)$/.exec(line) ?? [];
  const data = (escaped = '') => escaped.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
  const property = (escaped = '') => data(escaped.replace(/%3A/g, ':').replace(/%2C/g, ','));
  return level === undefined ? undefined : { level: level as 'error', title: property(title), text: data(text) };
}
/** Texts with all that has a meaning in a command, and no escapes that are written out. */
const text = fc.string({ unit: fc.constantFrom('a', '7', ' ', ':', ',', '=', '::', '%', '\n', '雨', '"') });
const error = (title: string): Annotation => ({ level: 'error', title, text: '' });

describe('annotations of a GitHub workflow', () => {
  test('arrive as they were meant, on one line', () => {
    fc.assert(
      fc.property(text, text, (title, body) => {
        const line = workflowCommand({ level: 'error', title: title.replaceAll('\n', ''), text: body });
        expect(asRead(line)).toEqual({ level: 'error', title: title.replaceAll('\n', ''), text: body });
      }),
    );
  });

  test('carry no control characters of a server into the log', () => {
    expect(workflowCommand({ level: 'warning', title: 'a\u001b[2Jb', text: 'c\r\n\u202ed' })).toBe(
      '::warning title=a[2Jb::c%0Ad',
    );
  });

  test('are no more than GitHub shows, and the last one names the rest', () => {
    const few = Array.from({ length: 10 }, (_, i) => error(`no. ${i}`));
    expect(shownAnnotations(few, 'en')).toEqual(few);
    const shown = shownAnnotations([...few, error('no. 10')], 'en');
    expect(shown.length).toBe(10);
    expect(shown.slice(0, 9)).toEqual(few.slice(0, 9));
    expect(shown[9].text).toBe('no. 9\nno. 10');
  });

  test('a summary stays below what GitHub takes, and nobody else writes its markup', () => {
    const page = { title: 'Load | <b>', parts: [{ list: ['x'.repeat(2_000_000)] }] };
    const summary = stepSummary(page);
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576 / 2);
    expect(summary).toContain('# Load \\| \\<b\\>');
  });
});
