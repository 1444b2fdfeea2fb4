import { discover, type Endpoint } from '../discovery.ts';
import type { Asker } from './asker.ts';
import type { Learnt } from './learnt.ts';
import { notTried, type Row, rowOf, type Subject } from './row.ts';

const SUBJECT: Subject = { check: 'discovery', format: 'json', clause: 'Service Discovery' };

/** The discovery document, in whichever format and place it is found. */
export async function checkDiscovery(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const client = asker.client('json');
  const found = await discover(client);
  if (found === undefined) return [notTried(SUBJECT, { key: 'probe.silent' })];
  const { url, answer, endpoints } = found;
  learnt.endpoints = endpoints ?? [];
  const format = url.pathname.endsWith('xml') ? 'xml' : 'json';
  return [
    rowOf({ ...SUBJECT, format }, asker.known(url, answer), client.seen, () => {
      if (endpoints === undefined) return { verdict: 'notOffered', findings: [{ key: 'probe.noDiscovery' }] };
      for (const field of ['url', 'specification', 'type'] as const)
        if (endpoints.some((endpoint: Endpoint) => endpoint[field] === '')) client.seen.note('missingField', field);
      return { verdict: 'conforms' };
    }),
  ];
}
