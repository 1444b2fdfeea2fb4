import { SEVERITIES, type Severity } from '../../scenario/terms.ts';
import type { IncidentId } from '../history/record.ts';
import type { Answered, Sent } from './operation.ts';
import { STAGE } from './status.ts';
import { fieldsOf, idOf, numberOf, reportHash } from './view.ts';

/** Where the server showed an incident, or acknowledged it, under an id. */
interface Sighting {
  readonly id: IncidentId;
  readonly lines: readonly number[];
}

/** One report: what was told, what the server answered, and what is known of it. About 300 bytes each. */
export interface Incident {
  readonly reference: number;
  /** Line and wall time of the first attempt, and the report's simulated time. */
  readonly line: number;
  readonly sentAt: number;
  readonly at: number;
  readonly hash: number;
  /** Index into SEVERITIES; -1 unknown. */
  readonly severity: number;
  readonly crews: number;
  readonly channel: string;
  readonly micro: number;
  /** Attempts that may have been done. */
  attempts: number;
  /** First id known. */
  sighting: Sighting | undefined;
  /** Lines of the attempt that was acknowledged and of its answer, and wall time of the answer. */
  acknowledged: { readonly lines: readonly [number, number]; readonly at: number } | undefined;
  /** What acknowledges it until there is an id. */
  token: string | undefined;
  /** What the server may take it to be at, and the lines of the orders that led there. */
  stages: number;
  statusLines: readonly number[];
  /** An order about it was refused: the field and the server may differ on what it is at. */
  refused: boolean;
  /** The line of the first order about it; 0 for none. */
  firstOrder: number;
}

const NO_LINES: readonly number[] = [];

/** All reports by reference and by the server's id. */
export class Incidents {
  private readonly byReference = new Map<number, Incident>();
  private readonly byId = new Map<IncidentId, Incident>();
  private readonly byToken = new Map<string, Incident>();

  get all(): Iterable<Incident> {
    return this.byReference.values();
  }

  /** An attempt at a report is sent. */
  sent({ invoke, line }: Sent): Incident | undefined {
    const fields = fieldsOf(invoke.body);
    const reference = numberOf(fields.reference);
    if (reference === undefined) return undefined;
    const known = this.byReference.get(reference);
    if (known !== undefined) {
      known.attempts++;
      return known;
    }
    const incident: Incident = {
      reference,
      line,
      sentAt: invoke.at,
      at: numberOf(fields.at) ?? 0,
      hash: reportHash(fields),
      severity: SEVERITIES.indexOf(fields.severity as Severity),
      crews: numberOf(fields.crews) ?? Number.POSITIVE_INFINITY,
      channel: String(fields.channel),
      micro: numberOf(fields.micro) ?? -1,
      attempts: 1,
      sighting: undefined,
      acknowledged: undefined,
      token: undefined,
      stages: STAGE.reported,
      statusLines: NO_LINES,
      refused: false,
      firstOrder: 0,
    };
    this.byReference.set(reference, incident);
    return incident;
  }

  /** An attempt was certainly not done. */
  failed({ invoke }: Sent): void {
    const incident = this.ofReport(invoke.body);
    if (incident !== undefined) incident.attempts--;
  }

  /** Those that were acknowledged by a token. */
  get tokens(): Incident[] {
    return [...this.byToken.values()];
  }

  acknowledged({ invoke, ok, lines }: Answered): void {
    const incident = this.ofReport(invoke.body);
    const { id: given, token } = fieldsOf(ok.body);
    const id = idOf(given);
    if (incident !== undefined && id === undefined && typeof token === 'string') {
      incident.token ??= token;
      this.byToken.set(token, incident);
    }
    if (incident === undefined || id === undefined) return;
    this.sighted(incident, id, lines);
    incident.acknowledged ??= { lines, at: ok.at };
  }

  /** A token stands for an id from now on: its report is acknowledged. */
  resolved({ invoke, ok, lines }: Answered): void {
    const incident = this.byToken.get(String(fieldsOf(invoke.body).token));
    const id = idOf(fieldsOf(ok.body).id);
    if (incident === undefined || id === undefined) return;
    this.sighted(incident, id, lines);
    incident.acknowledged ??= { lines, at: ok.at };
  }

  /** The server knows an incident by that id. */
  sighted(incident: Incident, id: IncidentId, lines: readonly number[]): void {
    if (incident.sighting !== undefined) return;
    incident.sighting = { id, lines };
    this.byId.set(id, incident);
  }

  ofReport(body: unknown): Incident | undefined {
    return this.reported(numberOf(fieldsOf(body).reference));
  }

  reported(reference: number | null | undefined): Incident | undefined {
    return typeof reference === 'number' ? this.byReference.get(reference) : undefined;
  }

  /** What the server means by that id and reference; undefined for a phantom, and for the second of a duplicate. */
  meant(id: IncidentId | undefined, reference: number | null | undefined): Incident | undefined {
    const named = this.named(id);
    if (named !== undefined) return named;
    const incident = this.reported(reference);
    return incident?.sighting === undefined ? incident : undefined;
  }

  named(id: IncidentId | undefined): Incident | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }
}
