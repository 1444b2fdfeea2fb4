import { BASE, IDEMPOTENCY_HEADER } from '../backend/http/api.ts';
import type { HttpAnswer } from '../backend/http/transport.ts';
import { isAgreed } from './dispatch-answers.ts';
import type { OperationName } from './history/record.ts';
import type { Read, Wire, WireRequest } from './wire.ts';

const NOT_FOUND = 404;

/** `whole`: the body posted is the operation's. */
function post(path: string, body: object, key: string | undefined, whole = true): WireRequest {
  const text = JSON.stringify(body);
  const headers = key === undefined ? undefined : { [IDEMPOTENCY_HEADER]: key };
  return { method: 'POST', path: `${BASE}${path}`, body: text, headers, said: whole ? text : undefined };
}

/** The Gridbeat Dispatch API. */
export const dispatchWire: Wire = {
  request(name, body, key) {
    switch (name) {
      case 'report':
        return post('/reports', body, key);
      case 'crew': {
        const { crew, ...status } = body;
        return post(`/crews/${crew}/status`, status, key, false);
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
      case 'token':
        return undefined;
    }
  },

  read(name, answer) {
    if (name === 'read' && answer.status === NOT_FOUND) return { body: null };
    return readJson(name, answer);
  },
};

/** The answer's JSON where it is a success of that shape. */
function readJson(name: OperationName, { status, contentType, body: text }: HttpAnswer): Read {
  if (status < 200 || status > 299 || !contentType.startsWith('application/json')) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isAgreed(name, body) ? { body, text } : undefined;
}
