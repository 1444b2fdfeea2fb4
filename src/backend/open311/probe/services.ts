import { FORMATS, type Format, readBody } from '../body.ts';
import type { Answer } from '../http.ts';
import { readAttributes, readService, SERVICES, textOf } from '../items.ts';
import type { Asker } from './asker.ts';
import { type Learnt, nobody } from './learnt.ts';
import { isLacking, notTried, type Opinion, type Row, rowOf, type Subject } from './row.ts';

/** Fields of a service that the specification wants beside those that Gridbeat itself needs. */
const FIELDS = ['description', 'type', 'group'];
const TYPES = ['realtime', 'batch', 'blackbox'];

/** An answer in another character set than the specification's. */
export function charsetOpinion({ charset }: Answer): Opinion {
  if (charset === '' || charset === 'utf-8' || charset === 'utf8') return { verdict: 'conforms' };
  return { verdict: 'deviates', findings: [{ key: 'probe.charset', values: { found: charset } }] };
}

/** The list of services in both formats. XML has to be there, JSON may be. */
export async function checkServices(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const rows: Row[] = [];
  for (const format of FORMATS) rows.push(await checkList(asker, learnt, format));
  return rows;
}

async function checkList(asker: Asker, learnt: Learnt, format: Format): Promise<Row> {
  const client = asker.client(format);
  const asked = await asker.get(client, client.url('services'), format);
  return rowOf({ check: 'services', format, clause: 'GET Service List' }, asked, client.seen, (answer) => {
    const items = client.list(answer, SERVICES);
    if (items === undefined) {
      if (format === 'json') return { verdict: 'notOffered' };
      return { verdict: 'deviates', findings: [{ key: 'probe.noList' }] };
    }
    const isOther = readBody(answer).kind !== format;
    if (isOther) return { verdict: 'deviates', findings: [{ key: 'probe.otherFormat' }] };
    learnt.formats = [...learnt.formats, format];
    const services = items.map((item) => readService(item, client.seen)).filter(({ code }) => code !== '');
    if (learnt.services.length === 0) learnt.services = services;
    for (const field of FIELDS) if (items.some((item) => !(field in item))) client.seen.note('missingField', field);
    const types = items.map((item) => textOf(item, 'type', client.seen)).filter((type) => type !== '');
    const odd = types.find((type) => !TYPES.includes(type));
    const findings = odd === undefined ? [] : [{ key: 'probe.serviceType', values: { found: odd } } as const];
    const { verdict, findings: others = [] } = charsetOpinion(answer);
    return { verdict: odd === undefined ? verdict : 'deviates', findings: [...findings, ...others] };
  });
}

/** The definition of a service that has one, in the formats that the server has. */
export async function checkDefinition(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const service = learnt.services.find(({ hasDefinition }) => hasDefinition);
  const rows: Row[] = [];
  for (const format of learnt.formats) {
    const subject: Subject = { check: 'definition', format, clause: 'GET Service Definition' };
    if (service === undefined) {
      rows.push(notTried(subject, { key: 'probe.noDefinition' }));
      continue;
    }
    const client = asker.client(format);
    const url = client.url(`services/${encodeURIComponent(service.code)}`);
    const asked = await asker.get(client, url, format);
    rows.push(
      rowOf(subject, asked, client.seen, (answer) => {
        if (isLacking(answer)) return { verdict: 'notOffered', findings: [{ key: 'probe.promisedDefinition' }] };
        const body = readBody(answer);
        if (answer.status !== 200 || !('value' in body))
          return { verdict: 'deviates', findings: [{ key: 'probe.noObject' }] };
        const attributes = readAttributes(body.value, client.seen);
        if (attributes.length > 0) return charsetOpinion(answer);
        return { verdict: 'deviates', findings: [{ key: 'probe.noAttributes' }] };
      }),
    );
  }
  return rows;
}

/** The address of the definition of a service that there is not. */
export const unknownService = (learnt: Learnt): string => `services/${nobody(learnt.services[0]?.code)}`;
