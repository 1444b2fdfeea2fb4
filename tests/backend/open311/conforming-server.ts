import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server answers instead of what it should. */
export interface Instead {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

export interface Habits {
  /** By method and path below the base, e.g. `GET services.json`. */
  readonly instead?: Readonly<Record<string, Instead>>;
  readonly key?: string;
  readonly tokens?: boolean;
  readonly type?: 'production' | 'test';
  /** Requests can be closed by a post of their status. */
  readonly closes?: boolean;
  /** Method and path that is never answered. */
  readonly stalls?: string;
  /** Status for a jurisdiction that there is not, instead of 404. */
  readonly noJurisdiction?: number;
  /** Every so-manieth request that it takes is not kept, kept twice, or kept at another place. */
  readonly loses?: number;
  readonly doubles?: number;
  readonly moves?: number;
  /** Milliseconds before a token stands for an id. */
  readonly late?: number;
  /** It never shows what was said. */
  readonly silent?: boolean;
  /** Takes every post, whatever it lacks. */
  readonly lenient?: boolean;
}

type Value = string | number | boolean | { readonly [name: string]: Value } | readonly Value[];

interface Held {
  readonly service_request_id: string;
  status: string;
  readonly service_code: string;
  readonly description?: string;
  readonly requested_datetime: string;
  readonly updated_datetime?: string;
  readonly lat: number;
  readonly long: number;
}

const ELEMENTS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  attributes: 'attribute',
  values: 'value',
  endpoints: 'endpoint',
};
const CODES = ['001', '002'];

function xmlOf(name: string, value: Value): string {
  if (Array.isArray(value))
    return `<${name}>${value.map((one) => xmlOf(ELEMENTS[name] ?? 'item', one)).join('')}</${name}>`;
  if (typeof value !== 'object')
    return `<${name}>${String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>`;
  return `<${name}>${Object.entries(value)
    .map(([inner, one]) => xmlOf(inner, one))
    .join('')}</${name}>`;
}

/** A server that keeps to GeoReport v2 in both formats, but for the habits given. */
export class ConformingServer {
  readonly held: Held[] = [1, 2].map((number) => ({
    service_request_id: String(number),
    status: number === 1 ? 'open' : 'closed',
    service_code: '001',
    description: `case ${number}`,
    requested_datetime: new Date(Date.now() - 3_600_000).toISOString(),
    lat: 48.85,
    long: 2.35,
  }));
  readonly forms: URLSearchParams[] = [];
  /** Method and path of everything that came in. */
  readonly log: string[] = [];
  private ids = this.held.length;
  private posts = 0;
  private readonly habits: Habits;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(habits: Habits = {}) {
    this.habits = habits;
  }

  /** The port on this machine. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.replace(/^\/v2\//, '');
    this.log.push(`${request.method} ${path}`);
    if (this.habits.stalls === `${request.method} ${path}`) return;
    const instead = this.habits.instead?.[`${request.method} ${path}`];
    if (instead !== undefined) {
      const type = instead.type ?? (path.endsWith('xml') ? 'text/xml' : 'application/json');
      response.writeHead(instead.status, { 'content-type': type }).end(instead.body);
      return;
    }
    const [, method = '', key, format = ''] = /^(\w+)(?:\/(.+))?\.(json|xml)$/.exec(path) ?? [];
    const form = new URLSearchParams(body);
    if (request.method === 'POST') this.forms.push(form);
    const [status, name, value] = this.decide(request.method ?? '', method, key, url.searchParams, form);
    const isXml = format === 'xml';
    response
      .writeHead(status, { 'content-type': `${isXml ? 'text/xml' : 'application/json'}; charset=utf-8` })
      .end(isXml ? `<?xml version="1.0" encoding="utf-8"?>${xmlOf(name, value)}` : JSON.stringify(value));
  }

  private decide(
    verb: string,
    method: string,
    key: string | undefined,
    query: URLSearchParams,
    form: URLSearchParams,
  ): [number, string, Value] {
    const jurisdiction = query.get('jurisdiction_id');
    if (jurisdiction !== null && jurisdiction !== 'city.example')
      return fail(this.habits.noJurisdiction ?? 404, 'jurisdiction_id');
    if (method === 'discovery') return this.discovery();
    if (method === 'services') return key === undefined ? services() : definition(key);
    if (method === 'tokens') {
      const id = key?.replace(/^t-/, '');
      const found = this.held.find(({ service_request_id }) => `t-${service_request_id}` === key);
      const taken = Date.parse(found?.requested_datetime ?? '');
      return found && Date.now() - taken >= (this.habits.late ?? 0)
        ? [200, 'service_requests', [{ service_request_id: String(id), token: String(key) }]]
        : fail(404, 'token');
    }
    if (method !== 'requests') return fail(404, 'method');
    if (verb === 'POST') return key === undefined ? this.create(form) : this.change(key, form);
    if (key === undefined) return [200, 'service_requests', this.matching(query).map((held) => ({ ...held }))];
    const one = this.held.find(({ service_request_id }) => service_request_id === key);
    return one ? [200, 'service_requests', [{ ...one }]] : fail(404, 'service_request_id');
  }

  private discovery(): [number, string, Value] {
    const specification = 'http://wiki.open311.org/GeoReport_v2';
    const { type } = this.habits;
    if (type === undefined) return fail(404, 'method');
    return [200, 'discovery', { endpoints: [{ specification, url: 'http://elsewhere.example/v2', type }] }];
  }

  private matching(query: URLSearchParams): Held[] {
    const ids = query.get('service_request_id')?.split(',');
    if (ids) return this.held.filter(({ service_request_id }) => ids.includes(service_request_id));
    const status = query.get('status');
    const code = query.get('service_code');
    const from = query.get('start_date') ?? '';
    return this.held.filter(
      (held) =>
        (status === null || held.status === status) &&
        (code === null || held.service_code === code) &&
        held.requested_datetime >= from,
    );
  }

  private create(form: URLSearchParams): [number, string, Value] {
    const { key, tokens, lenient } = this.habits;
    const code = form.get('service_code');
    if (!lenient) {
      if (key !== undefined && form.get('api_key') !== key) return fail(403, `api_key ${form.get('api_key')}`);
      if (code === null) return fail(400, 'service_code');
      if (!CODES.includes(code)) return fail(404, 'service_code');
      if (!form.has('lat') || !form.has('long')) return fail(400, 'lat');
    }
    const isEvery = (number: number | undefined) => number !== undefined && this.posts % number === 0;
    this.posts++;
    const { loses, doubles, moves, silent } = this.habits;
    const id = String(++this.ids);
    const request = {
      service_request_id: id,
      status: 'open',
      service_code: code ?? '',
      ...(!silent && { description: form.get('description') ?? '' }),
      requested_datetime: new Date().toISOString(),
      updated_datetime: new Date().toISOString(),
      lat: Number(form.get('lat')) + (isEvery(moves) ? 0.01 : 0),
      long: Number(form.get('long')),
    };
    if (!isEvery(loses)) this.held.push(request);
    if (isEvery(doubles)) this.held.push({ ...request, service_request_id: String(++this.ids) });
    return [
      201,
      'service_requests',
      [tokens ? { token: `t-${id}` } : { service_request_id: id, service_notice: `for ${key}` }],
    ];
  }

  private change(id: string, form: URLSearchParams): [number, string, Value] {
    const one = this.held.find(({ service_request_id }) => service_request_id === id);
    if (!this.habits.closes || one === undefined) return fail(501, 'method');
    one.status = form.get('status') ?? one.status;
    return [200, 'service_requests', [{ service_request_id: id }]];
  }
}

const fail = (code: number, what: string): [number, string, Value] => [
  code,
  'errors',
  [{ code, description: `${what} was not provided or not found` }],
];

const services = (): [number, string, Value] => [
  200,
  'services',
  CODES.map((code) => ({
    service_code: code,
    service_name: `Service ${code}`,
    description: 'What is broken',
    metadata: code === '001',
    type: 'realtime',
    keywords: '',
    group: 'street',
  })),
];

const definition = (key: string): [number, string, Value] =>
  key === '001'
    ? [
        200,
        'service_definition',
        {
          service_code: key,
          attributes: [
            {
              variable: true,
              code: 'SIZE',
              datatype: 'singlevaluelist',
              required: true,
              datatype_description: '',
              order: 1,
              description: 'How large?',
              values: [
                { key: 's', name: 'Small' },
                { key: 'l', name: 'Large' },
              ],
            },
          ],
        },
      ]
    : fail(404, 'service_code');
