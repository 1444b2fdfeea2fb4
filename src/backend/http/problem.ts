import { z } from 'zod';

/** What may be wrong with a request: its status, and the words for it. RFC 9457 problem details, `type` = PREFIX + kind. */
export const PROBLEMS = {
  badRequest: { status: 400, title: 'The request does not fit the schema' },
  unauthorised: { status: 401, title: 'The token is missing or wrong' },
  forbidden: { status: 403, title: 'Requests from web pages are not served' },
  notFound: { status: 404, title: 'There is no such thing here' },
  methodNotAllowed: { status: 405, title: 'This cannot be done here' },
  notAcceptable: { status: 406, title: 'Answers are application/json' },
  timedOut: { status: 408, title: 'The request was not sent in time' },
  conflict: { status: 409, title: 'The exercise is in another state' },
  expired: { status: 410, title: 'This cursor has expired: read everything again' },
  tooLarge: { status: 413, title: 'The body is too large' },
  notJson: { status: 415, title: 'Bodies are application/json' },
  misdirected: { status: 421, title: 'This server does not answer to that host name' },
  keyReused: { status: 422, title: 'The idempotency key was used for another request' },
  fault: { status: 500, title: 'A fault of the server' },
  busy: { status: 503, title: 'Too many requests or streams at once' },
} as const;
export type ProblemKind = keyof typeof PROBLEMS;
export const PROBLEM_PREFIX = 'urn:gridbeat:problem:';
export const PROBLEM_TYPE = 'application/problem+json';

export const problemDetails = z.object({
  type: z.string().max(200).default('about:blank'),
  title: z.string().max(500).optional(),
  status: z.int().min(100).max(599).optional(),
  detail: z.string().max(2000).optional(),
  /** Where the request does not fit the schema. */
  errors: z.array(z.object({ path: z.string().max(500), message: z.string().max(500) })).optional(),
  /** Of an expired cursor of orders: sequence number of the newest order, from which to go on after a full re-read. */
  last: z.int().min(0).optional(),
});
export type ProblemDetails = z.output<typeof problemDetails>;
