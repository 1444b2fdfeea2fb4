import type { IncidentId } from '../history/record.ts';

type Fields = Readonly<Record<string, unknown>>;

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
  return typeof body === 'object' && body !== null ? (body as Fields) : NONE;
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

/** What a report says and a server must keep; `text` only where the report has one. */
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
  for (const name of names) hash = textHash(`${String(fields[name])}|`, hash);
  return hash;
}

/** FNV-1a. */
function textHash(text: string, seed: number): number {
  let hash = seed ^ 2_166_136_261;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619);
  return hash | 0;
}
