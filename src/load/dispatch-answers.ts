import { type Fields, isObject } from '../kernel/object.ts';
import type { OperationName } from './history/record.ts';

/**
 * Whether answers of the Dispatch API are what `src/backend/http/api.ts` agrees on, told without its schemas: they would
 * cost more than all else that becomes of an answer. Incidents are taken as they come, so that the judge sees what is wrong
 * with them; a test holds the rest to the schemas.
 */

type Check = (answer: Fields) => boolean;

const FAR = 1e12;
const isSeconds = (value: unknown): boolean => typeof value === 'number' && Math.abs(value) <= FAR;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isId = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const isReceipt: Check = ({ now }) => isSeconds(now);
const isIncident: Check = ({ id }) => isId(id);

const CHECKS: Readonly<Record<OperationName, Check>> = {
  token: () => false,
  report: ({ id, reference, now }) => isId(id) && Number.isSafeInteger(reference) && isSeconds(now),
  crew: isReceipt,
  outcome: isReceipt,
  visits: isReceipt,
  refusal: isReceipt,
  read: isIncident,
  list({ incidents, next, more }) {
    if (!Array.isArray(incidents) || !isCount(next) || typeof more !== 'boolean') return false;
    return incidents.every((incident) => isObject(incident) && isIncident(incident));
  },
};

/** `answer`: the parsed body of a success. */
export function isAgreed(name: OperationName, answer: unknown): boolean {
  return isObject(answer) && CHECKS[name](answer);
}
