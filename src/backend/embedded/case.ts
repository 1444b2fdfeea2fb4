import type { Ground } from '../../port/ground.ts';
import type { Reported } from '../../port/notices.ts';
import type { Purpose } from '../../port/orders.ts';
import type { IncidentKind, Limit } from '../../scenario/schema.ts';
import { SEVERE, SEVERITIES } from '../../scenario/terms.ts';

/** What a kind asks of the centres. */
export interface Asked extends Pick<IncidentKind, 'duplicates' | 'verify' | 'check'> {
  readonly handle: Limit;
  /** Until a crew must have been found; undefined where the scenario's general patience holds. */
  readonly dispatch: Limit | undefined;
}

/** All of one shape, which the scenario's kinds are not and V8 reads faster. */
export function askedOf({ duplicates, verify, check, limits }: IncidentKind): Asked {
  return { duplicates, verify, check, handle: limits.handle, dispatch: limits.dispatch };
}

/** What the centres know of one report. */
export interface Case {
  readonly incident: number;
  readonly identity: number;
  readonly kind: Asked;
  /** Number of its matter among the dispatcher's. */
  readonly matter: number;
  readonly finder: Reported['finder'];
  /** Index into SEVERITIES. */
  readonly severity: number;
  /** Looks beyond its level at once when nobody is free. */
  readonly urgent: boolean;
  readonly micro: number;
  readonly community: number;
  readonly township: number;
  readonly unit: number;
  readonly x: number;
  readonly y: number;
  /** Crews it needs at a time. */
  readonly crews: number;
  /** When its limit for handling runs out: as of its report until it is filed, then as of its filing. */
  handleBy: number;
  /** Index into LEVELS of those who look for a crew now; rises when nobody there can come. */
  level: number;
  /** Lowest level that has the power to settle it. */
  readonly power: number;
  /** What the next crew is sent for. */
  purpose: Purpose;
  filed: boolean;
  /** An operator took it for a further report, and was wrong. */
  isItself: boolean;
  /** Crews sent and not finished. */
  sent: number;
  /** Since when it waits for a crew; NaN when it does not. */
  waitsSince: number;
  /** Since when the crews of its present level are waited for; NaN when they are not. */
  levelSince: number;
  /** Number of the area in which it waits, -1 when it does not; it stays there, whatever becomes of its level. */
  waitsIn: number;
  /** Who handled it: somebody else checks. */
  handler: number;
  /** Outcomes so far: the attempt of its draws. */
  attempt: number;
  /** What the operator is to judge. */
  verdict: 'none' | 'confirmed' | 'notFound' | 'handled' | 'passed' | 'failed';
}

/** The case of a report that has just come in; `power` as in `Case`. */
export function newCase(report: Reported, kind: Asked, matter: number, power: number, city: Ground): Case {
  const community = city.gridCommunity[city.microGrid[report.micro]];
  const township = city.communityTownship[community];
  const severity = SEVERITIES.indexOf(report.severity);
  return {
    incident: report.incident,
    identity: report.identity,
    kind,
    matter,
    finder: report.finder,
    severity,
    urgent: severity >= SEVERE || report.channel === 'police',
    micro: report.micro,
    community,
    township,
    unit: city.townshipUnit[township],
    x: report.x,
    y: report.y,
    crews: report.crews,
    handleBy: report.handleBy,
    level: power,
    power,
    purpose: 'handle',
    filed: false,
    isItself: false,
    sent: 0,
    waitsSince: Number.NaN,
    levelSince: Number.NaN,
    waitsIn: -1,
    handler: -1,
    attempt: 0,
    verdict: 'none',
  };
}

/** Whether it is a verdict that a visit for this purpose brings. */
export function isVerdictOf(purpose: Purpose, verdict: Case['verdict']): boolean {
  switch (verdict) {
    case 'none':
      return false;
    case 'confirmed':
      return purpose === 'verify';
    case 'handled':
      return purpose === 'handle';
    case 'notFound':
      return purpose !== 'check';
    case 'passed':
    case 'failed':
      return purpose === 'check';
  }
}
