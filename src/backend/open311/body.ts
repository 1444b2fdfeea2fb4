import { XMLParser } from 'fast-xml-parser';
import { isObject } from '../../kernel/object.ts';
import type { Answer } from './http.ts';

/** Elements of which there may be several: a list even where there is one. */
const LISTED = new Set(['service', 'request', 'service_request', 'attribute', 'value', 'error', 'endpoint', 'format']);
const DEEPEST = 20;

const xml = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: DEEPEST,
  isArray: (name) => LISTED.has(name),
});

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The parser's own entities are off: what a document declares is never expanded, only what XML itself knows. */
function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function decodeAll(value: unknown): unknown {
  if (typeof value === 'string') return decode(value);
  if (Array.isArray(value)) return value.map(decodeAll);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, decodeAll(inner)]));
  return value;
}

export type Format = 'json' | 'xml';
export const FORMATS: readonly Format[] = ['json', 'xml'];

/** What a body holds as plain values, or why nothing can be read from it. In XML every leaf is a text. */
export type Body =
  | { readonly kind: Format; readonly value: unknown }
  | { readonly kind: 'html' | 'empty' | 'unreadable' };

/** Reads a body by what it looks like, whatever its content type says. */
export function readBody({ text }: Pick<Answer, 'text'>): Body {
  const start = text.trimStart().slice(0, 200).toLowerCase();
  if (start === '') return { kind: 'empty' };
  if (start.startsWith('<!doctype html') || start.startsWith('<html')) return { kind: 'html' };
  if (!start.startsWith('<')) return readJson(text);
  if (/<!doctype/i.test(text)) return { kind: 'unreadable' };
  try {
    const value: unknown = decodeAll(xml.parse(text, true));
    const isHtml = isObject(value) && 'html' in value;
    return isHtml ? { kind: 'html' } : { kind: 'xml', value };
  } catch {
    return { kind: 'unreadable' };
  }
}

function readJson(text: string): Body {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'json', value };
  } catch {
    return { kind: 'unreadable' };
  }
}
