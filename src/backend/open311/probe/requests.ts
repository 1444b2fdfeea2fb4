import type { Format } from '../body.ts';
import { readBody } from '../body.ts';
import type { Client } from '../client.ts';
import type { Answer } from '../http.ts';
import { type Item, REQUESTS, readRequest, type ServiceRequest } from '../items.ts';
import type { Asker } from './asker.ts';
import { type Learnt, nobody } from './learnt.ts';
import {
  type Check,
  type Clause,
  isLacking,
  notTried,
  type Opinion,
  type Row,
  refusal,
  rowOf,
  type Subject,
} from './row.ts';
import { charsetOpinion } from './services.ts';

const MOST = 1000;
const DAYS = 30;
const DAY = 86_400_000;
/** W3CDTF with a time zone, as the specification wants times. */
const W3C = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

type Query = Readonly<Record<string, string>>;

/** The requests of an answer; undefined where it is no list of them. Times that are none are found. */
function readList(client: Client, answer: Answer): { requests: ServiceRequest[]; opinion: Opinion } | undefined {
  const items = client.list(answer, REQUESTS);
  if (items === undefined) return undefined;
  const isXml = readBody(answer).kind === 'xml';
  const requests = items.map((item: Item) => readRequest(item, client.seen, isXml));
  const odd = requests.map(({ requestedAt }) => requestedAt).find((time) => time !== '' && !W3C.test(time));
  if (odd !== undefined)
    return { requests, opinion: { verdict: 'deviates', findings: [{ key: 'probe.badTime', values: { found: odd } }] } };
  return { requests, opinion: charsetOpinion(answer) };
}

async function listRow(
  asker: Asker,
  format: Format,
  check: Check,
  query: Query,
  judge: (requests: readonly ServiceRequest[], opinion: Opinion) => Opinion,
): Promise<Row> {
  const client = asker.client(format);
  const asked = await asker.get(client, client.url('requests', format, query), format);
  return rowOf({ check, format, clause: 'GET Service Requests' }, asked, client.seen, (answer) => {
    if (isLacking(answer)) return { verdict: 'notOffered' };
    const list = readList(client, answer);
    if (list === undefined) return { verdict: 'deviates', findings: [{ key: 'probe.noList' }] };
    return judge(list.requests, list.opinion);
  });
}

/** Every request of a filtered list has to fit the filter; an empty list tells nothing. */
const allFit =
  (fits: (request: ServiceRequest) => boolean) =>
  (requests: readonly ServiceRequest[]): Opinion => {
    if (requests.length === 0) return { verdict: 'notTried', findings: [{ key: 'probe.nothingToJudge' }] };
    const others = requests.filter((request) => !fits(request)).length;
    if (others === 0) return { verdict: 'conforms' };
    return {
      verdict: 'deviates',
      findings: [{ key: 'probe.filterIgnored', values: { others, all: requests.length } }],
    };
  };

/** The list of requests in every format, and what it can be narrowed by. */
export async function checkRequests(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const rows: Row[] = [];
  for (const format of learnt.formats) {
    rows.push(
      await listRow(asker, format, 'requests', {}, (requests, opinion) => {
        if (learnt.requests.length === 0) learnt.requests = requests.filter(({ id }) => id !== '');
        if (requests.length <= MOST) return opinion;
        return { verdict: 'deviates', findings: [{ key: 'probe.tooMany', values: { found: requests.length } }] };
      }),
    );
  }
  const [format = 'json'] = learnt.formats;
  const now = Date.now();
  const from = now - DAYS * DAY;
  const [first] = learnt.requests;
  const code = first?.serviceCode || learnt.services[0]?.code || '';
  const dates = { start_date: new Date(from).toISOString(), end_date: new Date(now).toISOString() };
  const within = ({ requestedAt }: ServiceRequest) => {
    const time = Date.parse(requestedAt);
    return Number.isNaN(time) || (time >= from - DAY && time <= now + DAY);
  };
  rows.push(
    await listRow(
      asker,
      format,
      'byStatus',
      { status: 'closed' },
      allFit(({ status }) => status === 'closed'),
    ),
    await listRow(
      asker,
      format,
      'byService',
      { service_code: code },
      allFit(({ serviceCode }) => serviceCode === code),
    ),
    await listRow(asker, format, 'byDates', dates, allFit(within)),
  );
  return rows;
}

/** One request, several at once, and one that there is not. */
export async function checkSingle(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const rows: Row[] = [];
  const [first, second] = learnt.requests;
  for (const format of learnt.formats) rows.push(await checkOne(asker, format, first?.id));
  const [format = 'json'] = learnt.formats;
  const several: Subject = { check: 'severalRequests', format, clause: 'GET Service Requests' };
  if (first === undefined || second === undefined) rows.push(notTried(several, { key: 'probe.nothingToJudge' }));
  else {
    const ids = [first.id, second.id];
    rows.push(
      await listRow(asker, format, several.check, { service_request_id: ids.join(',') }, (requests, opinion) => {
        const found = new Set(requests.map(({ id }) => id));
        if (found.size === 2 && ids.every((id) => found.has(id))) return opinion;
        return { verdict: 'deviates', findings: [{ key: 'probe.notThose', values: { found: found.size } }] };
      }),
    );
  }
  rows.push(await checkNobody(asker, format, 'unknownRequest', `requests/${nobody(first?.id)}`, 'GET Service Request'));
  rows.push(
    await checkNobody(
      asker,
      format,
      'unknownToken',
      `tokens/${nobody(undefined)}`,
      'GET service_request_id from a token',
    ),
  );
  return rows;
}

async function checkOne(asker: Asker, format: Format, id: string | undefined): Promise<Row> {
  const subject: Subject = { check: 'oneRequest', format, clause: 'GET Service Request' };
  if (id === undefined) return notTried(subject, { key: 'probe.nothingToJudge' });
  const client = asker.client(format);
  const asked = await asker.get(client, client.url(`requests/${encodeURIComponent(id)}`), format);
  return rowOf(subject, asked, client.seen, (answer) => {
    if (isLacking(answer)) return { verdict: 'notOffered' };
    const list = readList(client, answer);
    if (list?.requests.length === 1 && list.requests[0]?.id === id) return list.opinion;
    return {
      verdict: 'deviates',
      findings: [{ key: 'probe.notThose', values: { found: list?.requests.length ?? 0 } }],
    };
  });
}

async function checkNobody(asker: Asker, format: Format, check: Check, method: string, clause: Clause): Promise<Row> {
  const client = asker.client(format);
  const asked = await asker.get(client, client.url(method), format);
  return rowOf({ check, format, clause }, asked, client.seen, (answer) => refusal(answer, 404));
}
