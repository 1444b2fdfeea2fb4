import { printable } from '../scenario/problem.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text as it may stand in XML and HTML: without control characters and what is no character at all, and escaped. */
export function escaped(text: string): string {
  return printable(text.toWellFormed().replace(/[\ufffe\uffff]/g, '')).replace(
    /[&<>"']/g,
    (character) => ENTITIES[character],
  );
}
