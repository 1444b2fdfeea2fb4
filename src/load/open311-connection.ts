import { randomUUID } from 'node:crypto';
import { BackendError } from '../backend/backend-error.ts';
import { Transport, type TransportOptions } from '../backend/http/transport.ts';
import type { Address } from '../backend/open311/address.ts';
import type { Client } from '../backend/open311/client.ts';
import { connect } from '../backend/open311/connect.ts';
import { LIMITS, NoAnswer } from '../backend/open311/http.ts';
import type { Attribute, Service } from '../backend/open311/items.ts';
import { serviceFor } from '../backend/open311/wording.ts';
import type { Permission } from '../backend/outside.ts';
import type { City } from '../city/city.ts';
import type { Capabilities, Remark } from '../port/backend.ts';
import type { Reported } from '../port/notices.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Connection } from './connection.ts';
import { Open311Wire, open311Body } from './open311-wire.ts';
import type { OperationBody } from './operation.ts';

/** An Open311 server, and how it may be spoken to. */
export interface Open311Target {
  readonly address: Address;
  readonly key: string | undefined;
  readonly permission: Permission;
}

/** Asks who is there. Throws BackendError where there is no Open311 server that may be written to. */
export async function connectOpen311(
  { address, key, permission }: Open311Target,
  options: TransportOptions,
  scenario: Scenario,
  city: City,
): Promise<Connection> {
  const name = `open311+${address.base.href}`;
  const { client, http, services } = await connect(name, address, permission, key, LIMITS);
  try {
    const byKind = new Map(
      Object.keys(scenario.incidents.kinds).map((kind) => [kind, serviceFor(kind, scenario, services).service]),
    );
    const attributes = new Map<string, readonly Attribute[]>();
    for (const service of new Set(byKind.values())) attributes.set(service.code, await client.attributes(service));
    const transport = new Transport(address.base, options);
    return new Open311Connection(name, transport, client, { byKind, attributes, city });
  } catch (error) {
    throw error instanceof NoAnswer ? new BackendError(name, [error.why]) : error;
  } finally {
    await http.close();
  }
}

interface Reporting {
  readonly byKind: ReadonlyMap<string, Service>;
  /** What each service asks for, by its code. */
  readonly attributes: ReadonlyMap<string, readonly Attribute[]>;
  readonly city: City;
}

/** GeoReport v2 has reports and reads, and neither a clock, nor crews, nor a way to take something back. */
class Open311Connection implements Connection {
  readonly protocol = 'open311';
  readonly version = 'GeoReport v2';
  readonly capabilities: Capabilities = { verbs: [], notices: ['reported'] };
  readonly isKeyed = false;
  readonly speedChanges = true;
  readonly name: string;
  readonly transport: Transport;
  readonly wire: Open311Wire;
  private readonly client: Client;
  private readonly reporting: Reporting;
  private readonly run = randomUUID().slice(0, 8);

  constructor(name: string, transport: Transport, client: Client, reporting: Reporting) {
    this.name = name;
    this.transport = transport;
    this.client = client;
    this.reporting = reporting;
    this.wire = new Open311Wire(client, this.run, reporting.attributes);
  }

  reportBody(report: Reported): OperationBody {
    const { byKind, city } = this.reporting;
    const service = byKind.get(report.kind);
    if (service === undefined) throw new Error(`the scenario has no kind ${report.kind}`);
    return open311Body(report, city.origin, service.code, this.run);
  }

  provision(): Promise<void> {
    return Promise.resolve();
  }

  startClock(): Promise<void> {
    return Promise.resolve();
  }

  changeSpeed(): Promise<void> {
    return Promise.resolve();
  }

  forget(): Promise<boolean> {
    return Promise.resolve(false);
  }

  remarks(): readonly Remark[] {
    return this.client.seen.remarks();
  }
}
