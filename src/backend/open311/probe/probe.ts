import type { Access } from '../../access.ts';
import { BackendError } from '../../backend-error.ts';
import { CREATED_FILE, CreatedIds, type Permission, refuseToWrite, WriteBudget } from '../../outside.ts';
import type { Address } from '../address.ts';
import { Deviations } from '../deviations.ts';
import { endpointType } from '../discovery.ts';
import { Http, type HttpLimits, LIMITS } from '../http.ts';
import { Asker } from './asker.ts';
import { closeCreated } from './closing.ts';
import { checkDiscovery } from './discovery.ts';
import type { Learnt } from './learnt.ts';
import { checkRefusals } from './refusals.ts';
import { checkRequests, checkSingle } from './requests.ts';
import type { Row } from './row.ts';
import { checkDefinition, checkServices } from './services.ts';
import { checkBadPosts, checkPost, type Place, Writer } from './writes.ts';

/** How a server is probed. */
export interface ProbeOptions {
  readonly address: Address;
  readonly key?: string | undefined;
  /** Under what conditions something may be written; absent: it is only read. */
  readonly permission?: Permission | undefined;
  readonly access?: Access | undefined;
  readonly place?: Place | undefined;
  readonly closeAfterwards?: boolean;
  readonly limits?: HttpLimits;
  readonly signal?: AbortSignal;
  /** Told of every request that was created. */
  readonly onCreated?: () => void;
  /** Told the rows as they are found, and how many of the groups of checks are done. */
  readonly onRows: (rows: readonly Row[], done: number, groups: number) => void;
}

type Group = () => Promise<Row[]>;

const READING = 6;
const WRITING = 3;

/**
 * Checks a server against GeoReport v2. Throws BackendError where there is none or it may not be written to; the signal's
 * reason once that is aborted.
 */
export async function probe(options: ProbeOptions): Promise<void> {
  const { address, key, access, limits = LIMITS, signal } = options;
  const permission = options.permission && { ...options.permission, access };
  const name = address.base.href;
  const refused = permission && refuseToWrite(address.base, permission);
  if (refused !== undefined) throw new BackendError(name, [refused]);
  const http = new Http(new Deviations(), limits, signal, access);
  const asker = new Asker(address, http, key);
  const learnt: Learnt = { endpoints: [], formats: [], services: [], requests: [] };
  const groups = permission === undefined ? READING : READING + WRITING;
  let done = 0;
  const run = async (group: Group) => options.onRows(await group(), ++done, groups);
  try {
    const services = await checkServices(asker, learnt);
    if (learnt.formats.length === 0) throw new BackendError(name, [whyNone(services)]);
    options.onRows(services, ++done, groups);
    await run(() => checkDiscovery(asker, learnt));
    if (permission !== undefined) {
      const production = refuseToWrite(address.base, permission, endpointType(learnt.endpoints, address));
      if (production !== undefined) throw new BackendError(name, [production]);
    }
    await run(() => checkDefinition(asker, learnt));
    await run(() => checkRefusals(asker, learnt));
    await run(() => checkRequests(asker, learnt));
    await run(() => checkSingle(asker, learnt));
    const [service] = learnt.services;
    if (permission === undefined || service === undefined) return;
    const created = new CreatedIds(permission.createdFile ?? CREATED_FILE);
    const budget = new WriteBudget(address.base, permission);
    const writer = new Writer(
      asker,
      learnt,
      { budget, created, place: options.place, onCreated: options.onCreated },
      service,
    );
    await run(() => checkBadPosts(asker, learnt, writer));
    await run(() => checkPost(asker, learnt, writer));
    await run(async () => (options.closeAfterwards === true ? closeCreated(asker, learnt, writer) : []));
  } finally {
    await http.close();
  }
}

/** Why no list of services could be read: nobody answered, or something else than Open311 did. */
function whyNone(rows: readonly Row[]) {
  const silent = rows.every(({ answer }) => answer === '');
  const [finding] = rows.flatMap(({ findings }) => findings);
  return silent && finding !== undefined ? finding : ({ key: 'open311.noServer' } as const);
}
