import { type Fields, isObject } from '../../kernel/object.ts';
import { printable } from '../../scenario/problem.ts';
import type { Deviations } from './deviations.ts';

/** One object of an answer. */
export type Item = Fields;

/** How a list is called in XML, and its elements. */
export interface ListNames {
  readonly list: string;
  readonly item: string;
}
export const SERVICES: ListNames = { list: 'services', item: 'service' };
export const REQUESTS: ListNames = { list: 'service_requests', item: 'request' };

/**
 * The objects of a list, however it is wrapped: an array, `<services><service>`, a bare object, `{data, success}`, an
 * object with the list under its name. Undefined for what is no list.
 */
export function itemsOf(value: unknown, names: ListNames, seen: Deviations, isXml: boolean): Item[] | undefined {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return undefined;
  if ('data' in value && 'success' in value) {
    seen.note('wrapped', names.list);
    return itemsOf(value.data, names, seen, isXml);
  }
  if (names.list in value) {
    const inner = value[names.list];
    if (!isXml) seen.note('namedList', names.list);
    return inner === '' || inner === null ? [] : itemsOf(inner, names, seen, isXml);
  }
  for (const name of [names.item, 'service_request']) {
    if (!(name in value)) continue;
    if (name !== names.item) seen.note('serviceRequestElement', name);
    return [value[name]].flat().filter(isObject);
  }
  if ('error' in value || 'errors' in value || !looksLikeItem(value)) return undefined;
  seen.note('bareElement', names.item);
  return [value];
}

const looksLikeItem = (value: Item): boolean =>
  ['service_code', 'service_request_id', 'token', 'service_name'].some((field) => field in value);

/** A field as text; empty where it is missing. Control characters are gone. */
export function textOf(item: Item, field: string, seen: Deviations): string {
  const value = item[field];
  if (typeof value === 'number' && /_id$|_code$|^token$/.test(field)) seen.note('numberAsId', field);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? printable(String(value)).trim()
    : '';
}

/** As `textOf`, and a missing field is noted. */
function requiredText(item: Item, field: string, seen: Deviations): string {
  const text = textOf(item, field, seen);
  if (text === '') seen.note('missingField', field);
  return text;
}

/** A field as a number; undefined where there is none. In JSON it should not be a text. */
export function numberOf(item: Item, field: string, seen: Deviations, isXml: boolean): number | undefined {
  const value = item[field];
  if (typeof value === 'string' && value.trim() !== '' && !isXml) seen.note('textAsNumber', field);
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

export interface Service {
  readonly code: string;
  readonly name: string;
  readonly hasDefinition: boolean;
}

/** One service of GET /services; what is missing is empty and noted. */
export function readService(item: Item, seen: Deviations): Service {
  const code = requiredText(item, 'service_code', seen);
  if (/\s/.test(code)) seen.note('nameAsCode', code);
  const metadata = requiredText(item, 'metadata', seen).toLowerCase();
  return {
    code,
    name: requiredText(item, 'service_name', seen),
    hasDefinition: metadata === 'true' || metadata === '1',
  };
}

/** An attribute that a service asks for beyond what every request has. */
export interface Attribute {
  readonly code: string;
  readonly datatype: string;
  readonly required: boolean;
  /** Keys of the values to choose from. */
  readonly keys: readonly string[];
}

/** The attributes that have to be answered (a `variable` of false is only shown). */
export function readAttributes(definition: unknown, seen: Deviations): Attribute[] {
  const root = isObject(definition) && 'service_definition' in definition ? definition.service_definition : definition;
  const first: unknown = Array.isArray(root) ? root[0] : root;
  if (!isObject(first)) return [];
  return innerList(first.attributes, 'attribute')
    .filter((item) => textOf(item, 'variable', seen).toLowerCase() !== 'false')
    .map((item) => ({
      code: requiredText(item, 'code', seen),
      datatype: requiredText(item, 'datatype', seen).toLowerCase(),
      required: textOf(item, 'required', seen).toLowerCase() === 'true',
      keys: innerList(item.values, 'value').map((value) => requiredText(value, 'key', seen)),
    }));
}

/** A list within an object: an array, or an object that holds it under the name of its elements, or both. */
function innerList(value: unknown, name: string): Item[] {
  const list = isObject(value) && name in value ? value[name] : value;
  return [list]
    .flat(2)
    .filter(isObject)
    .flatMap((item) => (name in item ? innerList(item, name) : [item]));
}

/** A service request as read back. Fields that the server leaves out are empty or undefined. */
export interface ServiceRequest {
  readonly id: string;
  readonly status: 'open' | 'closed' | 'other';
  readonly statusNotes: string;
  readonly serviceCode: string;
  readonly description: string;
  readonly requestedAt: string;
  readonly updatedAt: string;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

const CLOSED_WORDS = /^(closed|fixed|resolved|archived|completed?|done|rejected|invalid|duplicate)\b/;

/** One service request as a server shows it: words for `status` that are the server's own are read by what they mean. */
export function readRequest(item: Item, seen: Deviations, isXml: boolean): ServiceRequest {
  const word = requiredText(item, 'status', seen);
  if (word !== '' && word !== 'open' && word !== 'closed') seen.note('statusWord', word);
  const lower = word.toLowerCase();
  const status = CLOSED_WORDS.test(lower) ? 'closed' : lower === '' ? 'other' : 'open';
  return {
    id: requiredText(item, 'service_request_id', seen),
    status,
    statusNotes: textOf(item, 'status_notes', seen),
    serviceCode: requiredText(item, 'service_code', seen),
    description: textOf(item, 'description', seen),
    requestedAt: requiredText(item, 'requested_datetime', seen),
    updatedAt: textOf(item, 'updated_datetime', seen),
    latitude: numberOf(item, 'lat', seen, isXml),
    longitude: numberOf(item, 'long', seen, isXml),
  };
}
