import { z } from 'zod';
import { acknowledgement, BASE, IDEMPOTENCY_HEADER, incidentId, incidentPage, receipt } from '../backend/http/api.ts';
import type { HttpAnswer, HttpRequest } from '../backend/http/transport.ts';
import type { OperationName } from './history/record.ts';
import type { Wire } from './wire.ts';

/** What is read is taken as it comes, so that the judge sees what is wrong with it. */
const incident = z.looseObject({ id: incidentId });
const ANSWERS: Readonly<Record<OperationName, z.ZodType>> = {
  report: acknowledgement,
  crew: receipt,
  outcome: receipt,
  visits: receipt,
  refusal: receipt,
  read: incident,
  list: incidentPage.extend({ incidents: z.array(incident) }),
};
const NOT_FOUND = 404;

function post(path: string, body: object, key: string | undefined): HttpRequest {
  return {
    method: 'POST',
    path: `${BASE}${path}`,
    body: JSON.stringify(body),
    headers: key === undefined ? undefined : { [IDEMPOTENCY_HEADER]: key },
  };
}

/** The Gridbeat Dispatch API. */
export const dispatchWire: Wire = {
  request(name, body, key) {
    switch (name) {
      case 'report':
        return post('/reports', body, key);
      case 'crew': {
        const { crew, ...status } = body;
        return post(`/crews/${crew}/status`, status, key);
      }
      case 'outcome':
        return post('/outcomes', body, key);
      case 'visits':
        return post('/visits', body, key);
      case 'refusal':
        return post('/refusals', body, key);
      case 'read':
        return { method: 'GET', path: `${BASE}/incidents/${body.id}` };
      case 'list': {
        const after = body.after === null ? '' : `after=${body.after}&`;
        return { method: 'GET', path: `${BASE}/incidents?${after}limit=${body.limit}` };
      }
    }
  },

  read(name, answer) {
    if (name === 'read' && answer.status === NOT_FOUND) return { body: null };
    return readJson(answer, ANSWERS[name]);
  },
};

/** The answer's JSON where it is a success of that shape. */
export function readJson<T>(answer: HttpAnswer, schema: z.ZodType<T>): { readonly body: T } | undefined {
  if (answer.status < 200 || answer.status > 299 || !answer.contentType.startsWith('application/json'))
    return undefined;
  let json: unknown;
  try {
    json = JSON.parse(answer.body);
  } catch {
    return undefined;
  }
  const read = schema.safeParse(json);
  return read.success ? { body: read.data } : undefined;
}
