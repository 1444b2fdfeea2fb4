import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BASE, MOST } from '../src/backend/http/api.ts';
import { NOTICE_NAMES } from '../src/port/notices.ts';

/**
 * A process of its own that speaks as much of the Dispatch API as a load of reports needs, and decides nothing: as fast a
 * server as Node makes. Tells its parent its address.
 */
type Incident = { readonly id: number; readonly revision: number; readonly reference: number; readonly at: number };
const incidents: Incident[] = [];
const OPEN = { into: null, signedAt: null, filedAt: null, handledAt: null, endedAt: null, assigned: [] } as const;

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': length }).end(text);
}

function post(path: string, text: string, response: ServerResponse): void {
  if (path !== '/reports') {
    answer(response, 200, { now: 0 });
    return;
  }
  const report = JSON.parse(text) as { reference: number; at: number };
  const id = incidents.length + 1;
  incidents.push({ ...OPEN, ...report, id, state: 'reported', acceptedAt: report.at, revision: id } as Incident);
  answer(response, 201, { id, reference: report.reference, now: report.at });
}

function get(url: URL, path: string, response: ServerResponse): void {
  if (path === '/health') answer(response, 200, { status: 'ok', version: 'bench', exercise: 'none', now: null });
  else if (path === '/capabilities') answer(response, 200, { verbs: [], notices: NOTICE_NAMES, clocks: ['paced'] });
  else if (path === '/orders') response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  else if (path === '/incidents') {
    const after = Number(url.searchParams.get('after') ?? 0);
    const next = Math.min(after + MOST.page, incidents.length);
    answer(response, 200, { incidents: incidents.slice(after, next), next, more: next < incidents.length });
  } else answer(response, 200, incidents[Number(path.split('/').at(-1)) - 1]);
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://bench');
  const path = url.pathname.slice(BASE.length);
  if (request.method === 'GET') {
    get(url, path, response);
    return;
  }
  let text = '';
  request.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  request.on('end', () => post(path, text, response));
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit());
