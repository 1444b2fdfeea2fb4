import type { Address } from './address.ts';
import { type Body, FORMATS, type Format, readBody } from './body.ts';
import type { Deviations } from './deviations.ts';
import { readError } from './error-body.ts';
import type { Answer, Http } from './http.ts';
import {
  type Attribute,
  type Item,
  itemsOf,
  REQUESTS,
  readAttributes,
  readRequest,
  readService,
  SERVICES,
  type Service,
  type ServiceRequest,
  textOf,
} from './items.ts';

/** What a new request says: form fields beside the key and the jurisdiction. */
export type NewRequest = readonly (readonly [string, string])[];

/** What came of posting a request. */
export type Created =
  | { readonly kind: 'id'; readonly id: string }
  /** The id comes later, from the token. */
  | { readonly kind: 'token'; readonly token: string }
  /** The server has it already. */
  | { readonly kind: 'duplicate'; readonly why: string }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string }
  /** A fault of the server's: asking again may help. */
  | { readonly kind: 'failed'; readonly status: number; readonly why: string };

const ACCEPT = { json: 'application/json, */*;q=0.1', xml: 'text/xml, application/xml, */*;q=0.1' } as const;
const DUPLICATE = /duplicate|already (exists|reported|submitted)/i;
const MOST_IDS = 50;

/** Speaks Open311 GeoReport v2 to one endpoint, in whichever format it has, and notes where it deviates. */
export class Client {
  readonly address: Address;
  readonly seen: Deviations;
  private readonly http: Http;
  private readonly key: string | undefined;
  private format: Format;
  /** Whether several requests can be read by their ids at once; unknown until it is tried. */
  private readsSeveral: boolean | undefined;

  /** `key`: the api_key; it goes nowhere but into the forms that are posted. */
  constructor(address: Address, http: Http, seen: Deviations, key: string | undefined, format: Format = 'json') {
    this.address = address;
    this.http = http;
    this.seen = seen;
    this.key = key;
    this.format = format;
  }

  /** The address of a method, e.g. `services`, in a format. */
  url(method: string, format: Format = this.format, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(`${method}.${format}`, this.address.base);
    const { jurisdiction } = this.address;
    if (jurisdiction !== undefined) url.searchParams.set('jurisdiction_id', jurisdiction);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** Rejects with NoAnswer, as every method does. */
  get(url: URL, format: Format = this.format): Promise<Answer> {
    return this.http.get(url, ACCEPT[format]);
  }

  post(method: string, fields: NewRequest, { withKey = true } = {}): Promise<Answer> {
    return this.http.post(this.methodUrl(method), this.form(fields, withKey), this.accept);
  }

  /** The address of a method without any query, and what it is asked to answer in. */
  methodUrl(method: string): URL {
    return new URL(`${method}.${this.format}`, this.address.base);
  }

  get accept(): string {
    return ACCEPT[this.format];
  }

  /** The form that is posted, encoded. */
  form(fields: NewRequest, withKey = true): string {
    const { jurisdiction } = this.address;
    const form = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
    if (jurisdiction !== undefined) form.append('jurisdiction_id', jurisdiction);
    if (withKey && this.key !== undefined) form.append('api_key', this.key);
    return form.toString();
  }

  /**
   * All services; tries JSON, then XML, and keeps to the format that works. Undefined where neither gives a list: then
   * there is no Open311 server at that address.
   */
  async services(): Promise<Service[] | undefined> {
    for (const format of FORMATS) {
      const answer = await this.get(this.url('services', format), format);
      const items = this.list(answer, SERVICES);
      if (items === undefined) {
        if (format === 'json') this.seen.note('noJson', String(answer.status));
        continue;
      }
      this.format = format;
      return items.map((item) => readService(item, this.seen)).filter(({ code }) => code !== '');
    }
    return undefined;
  }

  /** The attributes that a service asks for; none where the server does not say. */
  async attributes(service: Service): Promise<Attribute[]> {
    if (!service.hasDefinition) return [];
    const body = this.body(await this.get(this.url(`services/${encodeURIComponent(service.code)}`)));
    return body === undefined ? [] : readAttributes(body.value, this.seen);
  }

  async create(request: NewRequest): Promise<Created> {
    return this.created(await this.post('requests', request));
  }

  /** What the answer to a posted request means. */
  created(answer: Answer): Created {
    const { status } = answer;
    const item = this.list(answer, REQUESTS)?.[0];
    const id = item === undefined ? '' : textOf(item, 'service_request_id', this.seen);
    if (id !== '') return { kind: 'id', id };
    const token = item === undefined ? '' : textOf(item, 'token', this.seen);
    if (token !== '') return { kind: 'token', token };
    if (isOk(answer)) {
      this.seen.note('missingField', 'service_request_id');
      return { kind: 'refused', status, why: '' };
    }
    // Some servers send back what they were sent, and this is shown.
    const text = this.key === undefined ? answer.text : answer.text.replaceAll(this.key, '…');
    const why = readError({ ...answer, text }, this.seen);
    if (status === 409 || (status < 500 && DUPLICATE.test(why))) {
      this.seen.note('duplicateRefused', String(status));
      return { kind: 'duplicate', why };
    }
    return { kind: status >= 500 || status === 429 ? 'failed' : 'refused', status, why };
  }

  /** The id that a token stands for; undefined while the server does not know it yet. */
  async idOf(token: string): Promise<string | undefined> {
    const item = this.list(await this.get(this.url(`tokens/${encodeURIComponent(token)}`)), REQUESTS)?.[0];
    const id = item === undefined ? '' : textOf(item, 'service_request_id', this.seen);
    return id === '' ? undefined : id;
  }

  /** Requests by their ids, several at a time where the server can; those it does not know are left out. */
  async read(ids: readonly string[]): Promise<Map<string, ServiceRequest>> {
    const found = new Map<string, ServiceRequest>();
    if (ids.length > 1 && this.readsSeveral !== false) {
      for (let from = 0; from < ids.length; from += MOST_IDS) {
        const query = { service_request_id: ids.slice(from, from + MOST_IDS).join(',') };
        for (const request of await this.requests(query)) if (ids.includes(request.id)) found.set(request.id, request);
      }
      if (found.size > 1) this.readsSeveral = true;
    }
    const missing = ids.length > 1 && this.readsSeveral === true ? [] : ids.filter((id) => !found.has(id));
    const single = await Promise.all(missing.map((id) => this.readOne(id)));
    for (const [i, request] of single.entries()) if (request !== undefined) found.set(missing[i], request);
    if (ids.length > 1 && this.readsSeveral === undefined && single.some((request) => request !== undefined)) {
      this.readsSeveral = false;
      this.seen.note('verbLacking', 'requests?service_request_id=A,B');
    }
    return found;
  }

  async readOne(id: string): Promise<ServiceRequest | undefined> {
    const answer = await this.get(this.url(`requests/${encodeURIComponent(id)}`));
    const item = this.list(answer, REQUESTS)?.[0];
    return item === undefined ? undefined : readRequest(item, this.seen, readBody(answer).kind === 'xml');
  }

  async requests(query: Readonly<Record<string, string>>): Promise<ServiceRequest[]> {
    const answer = await this.get(this.url('requests', this.format, query));
    const isXml = readBody(answer).kind === 'xml';
    return (this.list(answer, REQUESTS) ?? []).map((item) => readRequest(item, this.seen, isXml));
  }

  /** The objects of an answer that is a list and no error. */
  list(answer: Answer, names: typeof SERVICES): Item[] | undefined {
    const body = this.body(answer);
    return body === undefined ? undefined : itemsOf(body.value, names, this.seen, body.kind === 'xml');
  }

  private body(answer: Answer): Extract<Body, { value: unknown }> | undefined {
    if (!isOk(answer)) return undefined;
    const body = readBody(answer);
    if (!('value' in body)) return undefined;
    if (!answer.type.includes(body.kind)) this.seen.note('contentType', answer.type);
    return body;
  }
}

const isOk = ({ status }: Answer): boolean => status >= 200 && status < 300;
