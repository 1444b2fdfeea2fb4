import { type Fields, isObject } from '../../kernel/object.ts';
import type { IncidentId } from '../history/record.ts';

/** An incident as the server showed it; what it left out is undefined. */
export interface View {
  readonly id: IncidentId;
  readonly reference: number | undefined;
  readonly state: string | undefined;
  /** Rises with every change. */
  readonly revision: number | undefined;
  /** All of it. */
  readonly fields: Fields;
}

const NONE: Fields = {};

/** The members of a body; none where it is no object. */
export function fieldsOf(body: unknown): Fields {
  return isObject(body) ? body : NONE;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function idOf(value: unknown): IncidentId | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** What a server shows of one incident; undefined where it has no id. */
export function viewOf(body: unknown): View | undefined {
  const fields = fieldsOf(body);
  const id = idOf(fields.id);
  if (id === undefined) return undefined;
  return {
    id,
    reference: numberOf(fields.reference),
    state: typeof fields.state === 'string' ? fields.state : undefined,
    revision: numberOf(fields.revision),
    fields,
  };
}

/** The incidents on a page of a list. */
export function viewsOf(body: unknown): View[] {
  const { incidents } = fieldsOf(body);
  if (!Array.isArray(incidents)) return [];
  return incidents.map(viewOf).filter((view) => view !== undefined);
}

/** What a report says and a server must keep. */
const REPORTED = [
  'at',
  'reference',
  'identity',
  'kind',
  'matter',
  'severity',
  'channel',
  'finder',
  'finderCrew',
  'micro',
  'x',
  'y',
  'level',
  'crews',
  'handleBy',
  'text',
  'service',
  'latitude',
  'longitude',
] as const;

/** What becomes of a report. */
const CHANGING = ['state', 'into', 'signedAt', 'filedAt', 'handledAt', 'endedAt'] as const;

/** 32 bits of the fields of a report: kept instead of the report. */
export function reportHash(fields: Fields): number {
  return hashOf(fields, REPORTED, 0);
}

/** 32 bits of all of a view that changes. */
export function stateHash(fields: Fields): number {
  const { assigned } = fields;
  const crews = Array.isArray(assigned) ? assigned.map((row) => JSON.stringify(row)).sort() : [];
  return textHash(crews.join(), hashOf(fields, CHANGING, 0));
}

function hashOf(fields: Fields, names: readonly string[], seed: number): number {
  let hash = seed;
  for (const name of names) {
    const value = fields[name];
    hash = typeof value === 'number' ? numberHash(value, hash) : textHash(String(value), hash);
  }
  return hash;
}

const FNV_BASIS = 2_166_136_261;
const FNV_PRIME = 16_777_619;

/** FNV-1a over characters. */
function textHash(text: string, seed: number): number {
  let hash = seed ^ FNV_BASIS;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return Math.imul(hash ^ text.length, FNV_PRIME);
}

const DOUBLE = new Float64Array(1);
const HALVES = new Int32Array(DOUBLE.buffer);

/** FNV over the halves of a double: writing numbers out as text would cost more than all else that is judged. */
function numberHash(value: number, seed: number): number {
  // JSON knows no -0.
  DOUBLE[0] = value + 0;
  return Math.imul(Math.imul(seed ^ FNV_BASIS ^ HALVES[0], FNV_PRIME) ^ HALVES[1], FNV_PRIME);
}
