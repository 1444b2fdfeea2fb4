import { randomUUID } from 'node:crypto';
import { type CreatedIds, EXERCISE, type WriteBudget } from '../../outside.ts';
import type { Client, Created, NewRequest } from '../client.ts';
import { type Attribute, numberOf, type Service } from '../items.ts';
import { attributeFields, placeFields, variantOf } from '../wording.ts';
import { type Asked, type Asker, ignoreSilence } from './asker.ts';
import { type Learnt, nobody } from './learnt.ts';
import { type Check, notTried, type Row, refusal, rowOf, type Subject } from './row.ts';

/** Where requests are placed, in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** The middle of Yangzhou, where neither the user nor the server names a place [A]. */
const SOMEWHERE: Place = { latitude: 32.3936, longitude: 119.4127 };

export interface Writing {
  readonly budget: WriteBudget;
  readonly created: CreatedIds;
  readonly place: Place | undefined;
  readonly onCreated: (() => void) | undefined;
}

/** Something that was created: its id, or its token where the id comes later. */
export type Mark = Extract<Created, { kind: 'id' | 'token' }>;

/** Posts requests, good ones and bad ones, and notes down everything that was created. */
export class Writer {
  readonly marks: Mark[] = [];
  private readonly asker: Asker;
  private readonly writing: Writing;
  private readonly place: Place;
  private readonly service: Service;
  private readonly run = randomUUID().slice(0, 8);
  private number = 0;

  constructor(asker: Asker, learnt: Learnt, writing: Writing, service: Service) {
    this.asker = asker;
    this.writing = writing;
    this.service = service;
    const near = learnt.requests.find(({ latitude, longitude }) => latitude !== undefined && longitude !== undefined);
    const { latitude, longitude } = near ?? {};
    const there = latitude === undefined || longitude === undefined ? SOMEWHERE : { latitude, longitude };
    this.place = writing.place ?? there;
  }

  /** The fields of a request as the specification wants it; no two are alike. */
  fields(attributes: readonly Attribute[]): NewRequest {
    const number = ++this.number;
    return [
      ['service_code', this.service.code],
      ...placeFields(this.place.latitude, this.place.longitude, variantOf(number)),
      ['description', `${EXERCISE} probe ${this.run}-${number}: nothing has to be done`],
      ...attributeFields(attributes, new Date()),
    ];
  }

  /** Posts, unless nothing more may be written. */
  async send(client: Client, method: string, fields: NewRequest, { withKey = true } = {}): Promise<Asked> {
    if (!(await this.writing.budget.take())) return { request: '', shown: '', why: { key: 'outside.budget' } };
    return this.asker.post(client, method, fields, { withKey });
  }

  /** What came of a post; what was created is noted, whether it should have been or not. */
  outcome(client: Client, asked: Asked): Created | undefined {
    if (asked.answer === undefined) return undefined;
    const created = client.created(asked.answer);
    if (created.kind === 'id' || created.kind === 'token') {
      this.marks.push(created);
      this.writing.onCreated?.();
      this.writing.created.add(created.kind === 'id' ? { id: created.id } : { token: created.token });
    }
    return created;
  }
}

/** What should be refused: without a service, without a place, for a service that there is not, without the key. */
export async function checkBadPosts(asker: Asker, learnt: Learnt, writer: Writer): Promise<Row[]> {
  const [format = 'json'] = learnt.formats;
  const good = writer.fields(await attributesOf(asker, learnt));
  const without = (...names: string[]) => good.filter(([name]) => !names.includes(name));
  const other: NewRequest = [['service_code', nobody(learnt.services[0]?.code)], ...without('service_code')];
  const bad: readonly (readonly [Check, NewRequest, number])[] = [
    ['postWithoutService', without('service_code'), 400],
    ['postUnknownService', other, 404],
    ['postWithoutPlace', without('lat', 'long'), 400],
  ];
  const rows: Row[] = [];
  const post = async (check: Check, fields: NewRequest, wanted: number, withKey: boolean) => {
    const client = asker.client(format);
    const asked = await writer.send(client, 'requests', fields, { withKey });
    const scratch = asker.client(format);
    writer.outcome(scratch, asked);
    const subject: Subject = { check, format, clause: 'POST Service Request' };
    rows.push(rowOf(subject, asked, client.seen, (answer) => refusal(answer, wanted, [405, 501])));
  };
  for (const [check, fields, wanted] of bad) await post(check, fields, wanted, true);
  const keyless: Subject = { check: 'postWithoutKey', format, clause: 'POST Service Request' };
  if (asker.hasKey) await post('postWithoutKey', good, 403, false);
  else rows.push(notTried(keyless, { key: 'probe.noKey' }));
  return rows;
}

/** Creates a request, resolves its token, and reads it back. */
export async function checkPost(asker: Asker, learnt: Learnt, writer: Writer): Promise<Row[]> {
  const [format = 'json'] = learnt.formats;
  const client = asker.client(format);
  const fields = writer.fields(await attributesOf(asker, learnt));
  const asked = await writer.send(client, 'requests', fields);
  const created = writer.outcome(client, asked);
  const row = rowOf({ check: 'post', format, clause: 'POST Service Request' }, asked, client.seen, (answer) => {
    if (created?.kind === 'id' || created?.kind === 'token') return { verdict: 'conforms' };
    if ([405, 501].includes(answer.status)) return { verdict: 'notOffered' };
    const why = created !== undefined && 'why' in created ? created.why : '';
    return { verdict: 'deviates', findings: [{ key: 'probe.notTaken', values: { why: why || answer.status } }] };
  });
  const token: Subject = { check: 'token', format, clause: 'GET service_request_id from a token' };
  const back: Subject = { check: 'readBack', format, clause: 'GET Service Request' };
  const nothing = { key: 'probe.nothingToJudge' } as const;
  if (created?.kind === 'id') {
    return [row, notTried(token, { key: 'probe.noToken' }), await readBack(asker, back, created.id, fields)];
  }
  if (created?.kind !== 'token') return [row, notTried(token, nothing), notTried(back, nothing)];
  const resolving = asker.client(format);
  const found = await asker.get(resolving, resolving.url(`tokens/${encodeURIComponent(created.token)}`), format);
  const id = found.answer && (await resolving.idOf(created.token).catch(ignoreSilence));
  const resolved = rowOf(token, found, resolving.seen, () =>
    id === undefined ? { verdict: 'notTried', findings: [{ key: 'probe.tokenLater' }] } : { verdict: 'conforms' },
  );
  if (id === undefined) return [row, resolved, notTried(back, { key: 'probe.tokenLater' })];
  return [row, resolved, await readBack(asker, back, id, fields)];
}

async function attributesOf(asker: Asker, learnt: Learnt): Promise<Attribute[]> {
  const [format = 'json'] = learnt.formats;
  const [service] = learnt.services;
  if (service === undefined) return [];
  return (await asker.client(format).attributes(service).catch(ignoreSilence)) ?? [];
}

/** What is read has to be what was sent. */
async function readBack(asker: Asker, subject: Subject, id: string, fields: NewRequest): Promise<Row> {
  const { format } = subject;
  const client = asker.client(format);
  const asked = await asker.get(client, client.url(`requests/${encodeURIComponent(id)}`), format);
  const sent = Object.fromEntries(fields);
  const request = asked.answer && (await client.readOne(id).catch(ignoreSilence));
  return rowOf(subject, asked, client.seen, () => {
    if (request === undefined) return { verdict: 'deviates', findings: [{ key: 'probe.notVisible' }] };
    const near = (found: number | undefined, name: string) =>
      found !== undefined && Math.abs(found - (numberOf(sent, name, client.seen, true) ?? 0)) < 1e-4;
    const wrong = [
      ...(request.serviceCode === sent.service_code ? [] : ['service_code']),
      ...(request.description.includes(sent.description ?? '') ? [] : ['description']),
      ...(near(request.latitude, 'lat') ? [] : ['lat']),
      ...(near(request.longitude, 'long') ? [] : ['long']),
    ];
    if (wrong.length === 0) return { verdict: 'conforms' };
    return { verdict: 'deviates', findings: [{ key: 'probe.changed', values: { fields: wrong.join(', ') } }] };
  });
}
