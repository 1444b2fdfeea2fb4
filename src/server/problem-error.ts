import type { ProblemDetails, ProblemKind } from '../backend/http/problem.ts';

/** Why a request is not done; nothing has changed. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly kind: ProblemKind;
  readonly more: Pick<ProblemDetails, 'errors' | 'last'>;

  constructor(kind: ProblemKind, detail: string, more: Pick<ProblemDetails, 'errors' | 'last'> = {}) {
    super(detail);
    this.kind = kind;
    this.more = more;
  }
}

/** A member of the body does not fit, though the schema has nothing against it. */
export function unfit(path: string, message: string): ProblemError {
  return new ProblemError('badRequest', `${path}: ${message}`, { errors: [{ path, message }] });
}
