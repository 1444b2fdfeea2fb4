import { isObject } from '../../kernel/object.ts';
import { printable } from '../../scenario/problem.ts';
import { readBody } from './body.ts';
import type { Deviations } from './deviations.ts';
import type { Answer } from './http.ts';
import { textOf } from './items.ts';

const LONGEST = 200;

/**
 * What an error says, in one printable line of at most 200 characters; empty where it says nothing. The specification
 * wants a list of `{code, description}`; whatever else comes is noted and read as well as can be.
 */
export function readError(answer: Answer, seen: Deviations): string {
  const body = readBody(answer);
  const status = String(answer.status);
  switch (body.kind) {
    case 'html':
      seen.note('errorHtml', status);
      return '';
    case 'empty':
      seen.note('errorEmpty', status);
      return '';
    case 'unreadable':
      seen.note('errorOther', status);
      return shortened(answer.text);
    default:
      return shortened(wordsOf(body.value, body.kind === 'xml', status, seen));
  }
}

function wordsOf(value: unknown, isXml: boolean, status: string, seen: Deviations): string {
  const inner = isObject(value) && 'errors' in value ? value.errors : value;
  if (isXml && isObject(inner) && Array.isArray(inner.error)) return describe(inner.error, seen);
  if (Array.isArray(inner)) return describe(inner, seen);
  if (isObject(inner)) {
    seen.note('errorObject', status);
    return describe([isObject(inner.error) ? inner.error : inner], seen);
  }
  seen.note('errorOther', status);
  return typeof inner === 'string' ? inner : '';
}

function describe(errors: readonly unknown[], seen: Deviations): string {
  return errors
    .filter(isObject)
    .map(
      (error) => textOf(error, 'description', seen) || textOf(error, 'message', seen) || textOf(error, 'error', seen),
    )
    .join('; ');
}

const shortened = (text: string): string => printable(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST);

/** Whether an error body is as the specification says: a list of objects with `code` and `description`. */
export function isSpecifiedError(answer: Answer): boolean {
  const body = readBody(answer);
  if (body.kind !== 'json' && body.kind !== 'xml') return false;
  const { value, kind } = body;
  const list = kind === 'xml' && isObject(value) && isObject(value.errors) ? value.errors.error : value;
  return (
    Array.isArray(list) &&
    list.length > 0 &&
    list.every((error) => isObject(error) && 'code' in error && 'description' in error)
  );
}
