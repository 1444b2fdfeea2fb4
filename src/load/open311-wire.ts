import type { HttpAnswer } from '../backend/http/transport.ts';
import { readBody } from '../backend/open311/body.ts';
import type { Client, NewRequest } from '../backend/open311/client.ts';
import { type Answer, contentType, FORM_TYPE } from '../backend/open311/http.ts';
import { type Attribute, REQUESTS, readRequest, type ServiceRequest, textOf } from '../backend/open311/items.ts';
import { attributeFields, variantOf } from '../backend/open311/wording.ts';
import { EXERCISE } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import { toDegrees } from '../city/projection.ts';
import type { Reported } from '../port/notices.ts';
import type { OperationName } from './history/record.ts';
import type { OperationBody } from './operation.ts';
import type { Read, Wire, WireRequest } from './wire.ts';

const AGENT = { 'user-agent': 'gridbeat' } as const;
const NOT_FOUND = 404;
/** Degrees are compared to so many digits (some 10 m). */
const DIGITS = 4;
/** Reports of one spot are placed up to so many degrees apart, well within half a unit of the last digit compared. */
const SPREAD = 3e-5;
const SENT_DIGITS = 6;
/** A list begins so many milliseconds before what was last listed, and before the run: clocks may differ by that. [A] */
const CLOCKS = 60_000;
/** Stamps are mostly whole seconds: one so many milliseconds old is not given again. [A] */
const SETTLED = 5_000;

/** What a report says to an Open311 server, in the fields that can be read back: see `Open311Wire`. */
export function open311Body(report: Reported, origin: City['origin'], service: string, run: string): OperationBody {
  const { identity, incident, kind, severity, micro } = report;
  const { latitude, longitude } = toDegrees(origin, report.x, report.y);
  return {
    reference: incident,
    service,
    latitude: Number(latitude.toFixed(DIGITS)),
    longitude: Number(longitude.toFixed(DIGITS)),
    text: `${EXERCISE} ${run} ${identity}-${incident}: ${kind}, ${severity}, micro-grid ${micro}`,
  };
}

/**
 * Open311 GeoReport v2. Of what servers hold only the requests of this run count: those whose description bears its mark,
 * and the report's number with it. Times of updates are taken for revisions.
 */
export class Open311Wire implements Wire {
  private readonly client: Client;
  private readonly mark: RegExp;
  private readonly attributes: ReadonlyMap<string, readonly Attribute[]>;
  private readonly began = Date.now();

  constructor(client: Client, run: string, attributes: ReadonlyMap<string, readonly Attribute[]>) {
    this.client = client;
    this.mark = new RegExp(`${EXERCISE} ${run} \\d+-(\\d+):`);
    this.attributes = attributes;
  }

  request(name: OperationName, body: OperationBody): WireRequest | undefined {
    switch (name) {
      case 'report':
        return this.post(body);
      case 'read':
        return this.get(this.client.url(`requests/${encodeURIComponent(String(body.id))}`));
      case 'token':
        return this.get(this.client.url(`tokens/${encodeURIComponent(String(body.token))}`));
      case 'list': {
        const after = (body.after as number | null) ?? this.began;
        return this.get(this.client.url('requests', undefined, { start_date: seconds(after - CLOCKS) }));
      }
      default:
        return undefined;
    }
  }

  read(name: OperationName, { status, contentType: type, body: text }: HttpAnswer): Read {
    const answer: Answer = { status, ...contentType(type), text };
    if (name === 'report') return this.created(answer);
    if (status === NOT_FOUND && (name === 'read' || name === 'token')) return { body: null };
    const isXml = readBody(answer).kind === 'xml';
    const items = this.client.list(answer, REQUESTS);
    if (items === undefined) return undefined;
    const { seen } = this.client;
    if (name === 'token') {
      const id = items[0] === undefined ? '' : textOf(items[0], 'service_request_id', seen);
      return { body: id === '' ? null : { token: items[0] && textOf(items[0], 'token', seen), id } };
    }
    const requests = items.map((item) => readRequest(item, seen, isXml));
    if (name === 'read') return { body: requests[0] === undefined ? null : this.view(requests[0]) };
    const incidents = requests.filter(({ description }) => this.mark.test(description)).map((one) => this.view(one));
    return { body: { incidents, next: Date.now(), more: false } };
  }

  private created(answer: Answer): Read {
    const created = this.client.created(answer);
    if (created.kind === 'id') return { body: { id: created.id } };
    return created.kind === 'token' ? { body: { token: created.token } } : undefined;
  }

  /** A request as the judge reads it; `partial` where the server leaves out what it was told. */
  private view({
    id,
    status,
    serviceCode,
    description,
    latitude,
    longitude,
    updatedAt,
  }: ServiceRequest): OperationBody {
    const [, reference] = this.mark.exec(description) ?? [];
    const revision = Date.parse(updatedAt);
    const partial = reference === undefined || serviceCode === '' || latitude === undefined || longitude === undefined;
    return {
      id,
      ...(reference !== undefined && { reference: Number(reference) }),
      service: serviceCode,
      ...(latitude !== undefined && { latitude: Number(latitude.toFixed(DIGITS)) }),
      ...(longitude !== undefined && { longitude: Number(longitude.toFixed(DIGITS)) }),
      text: description,
      ...(Number.isFinite(revision) && { revision }),
      ...(revision < Date.now() - SETTLED && { state: status }),
      ...(partial && { partial }),
    };
  }

  private get(url: URL): WireRequest {
    return { method: 'GET', path: url.pathname + url.search, headers: { ...AGENT, accept: this.client.accept } };
  }

  private post({ reference, service, latitude, longitude, text }: OperationBody): WireRequest {
    const shares = variantOf(Number(reference));
    const moved = (degrees: unknown, share: number) =>
      (Number(degrees) + (share - 0.5) * 2 * SPREAD).toFixed(SENT_DIGITS);
    const fields: NewRequest = [
      ['service_code', String(service)],
      ['lat', moved(latitude, shares[0])],
      ['long', moved(longitude, shares[1])],
      ['description', String(text)],
      ...attributeFields(this.attributes.get(String(service)) ?? [], new Date()),
    ];
    const { pathname } = this.client.methodUrl('requests');
    const headers = { ...AGENT, accept: this.client.accept, 'content-type': FORM_TYPE };
    return { method: 'POST', path: pathname, headers, body: this.client.form(fields) };
  }
}

const seconds = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
