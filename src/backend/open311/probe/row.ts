import type { Message, MessageKey } from '../../../locales/index.ts';
import type { Format } from '../body.ts';
import type { Deviation, Deviations } from '../deviations.ts';
import type { Answer } from '../http.ts';
import type { Asked } from './asker.ts';

/** What is looked at, in the order of the table. */
export const CHECKS = [
  'discovery',
  'services',
  'definition',
  'unknownService',
  'errorBody',
  'unknownJurisdiction',
  'requests',
  'byStatus',
  'byService',
  'byDates',
  'oneRequest',
  'severalRequests',
  'unknownRequest',
  'unknownToken',
  'postWithoutService',
  'postUnknownService',
  'postWithoutPlace',
  'postWithoutKey',
  'post',
  'token',
  'readBack',
  'close',
] as const;
export type Check = (typeof CHECKS)[number];

export const VERDICTS = ['conforms', 'deviates', 'notOffered', 'notTried'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Headings of GeoReport v2 (https://wiki.open311.org/GeoReport_v2) by which rows are judged. */
export type Clause =
  | 'Service Discovery'
  | 'Format Support'
  | 'Errors'
  | 'GET Service List'
  | 'GET Service Definition'
  | 'POST Service Request'
  | 'GET service_request_id from a token'
  | 'GET Service Requests'
  | 'GET Service Request'
  | 'none (an extension)';

/** What a row is about. */
export interface Subject {
  readonly check: Check;
  readonly format: Format;
  readonly clause: Clause;
}

/** One line of the conformance table. */
export interface Row extends Subject {
  /** Method, path and query as sent; empty where nothing was. No key in it. */
  readonly request: string;
  /** Status, media type and the beginning of the body, without control characters; empty where there was none. */
  readonly answer: string;
  readonly verdict: Verdict;
  readonly findings: readonly Message<MessageKey>[];
}

export interface Opinion {
  readonly verdict: Verdict;
  readonly findings?: readonly Message<MessageKey>[];
}

/** Peculiarities worth a word that the specification does not rule out. */
const ALLOWED: ReadonlySet<string> = new Set<Deviation>([
  'numberAsId',
  'nameAsCode',
  'redirected',
  'lateToken',
  'duplicateRefused',
]);

/** A row about something asked. What `seen` has noted meanwhile speaks against conforming. */
export function rowOf(subject: Subject, asked: Asked, seen: Deviations, judge: (answer: Answer) => Opinion): Row {
  const { request, shown, answer, why } = asked;
  if (answer === undefined) {
    const findings = why === undefined ? [] : [why];
    return { ...subject, request, answer: '', verdict: request === '' ? 'notTried' : 'deviates', findings };
  }
  const { verdict, findings = [] } = judge(answer);
  const remarks = seen.remarks();
  const spoilt = remarks.some(({ code }) => !ALLOWED.has(code));
  return {
    ...subject,
    request,
    answer: shown,
    verdict: verdict === 'conforms' && spoilt ? 'deviates' : verdict,
    findings: [...findings, ...remarks.map(({ message }) => message)],
  };
}

/** A row about something that was not asked, and why. */
export const notTried = (subject: Subject, why: Message<MessageKey>): Row => ({
  ...subject,
  request: '',
  answer: '',
  verdict: 'notTried',
  findings: [why],
});

/** The server says that it has no such method. */
export const isLacking = ({ status }: Answer): boolean => [404, 405, 501].includes(status);

/** Judges an answer that should be an error of that status. `lacking`: statuses that say that there is no such method. */
export function refusal(answer: Answer, wanted: number, lacking: readonly number[] = [405, 501]): Opinion {
  if (answer.status === wanted) return { verdict: 'conforms' };
  if (lacking.includes(answer.status)) return { verdict: 'notOffered' };
  return {
    verdict: 'deviates',
    findings: [{ key: 'probe.wrongStatus', values: { wanted, found: answer.status } }],
  };
}
