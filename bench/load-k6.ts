import { check } from 'k6';
import { scenario } from 'k6/execution';
import http from 'k6/http';

/** What k6 runs in the bench: the report of `load-generator.ts`, its answer read and checked. */
export const options = { thresholds: { checks: ['rate==1'] } };

export default function (): void {
  const reference = scenario.iterationInTest + 1;
  const report = {
    at: 86_400.25 + reference,
    reference,
    identity: reference,
    kind: 'fallen-tree',
    matter: 'gardens',
    severity: 'moderate',
    channel: 'hotline',
    finder: 'resident',
    finderCrew: null,
    micro: 12_345,
    x: 41_234.5,
    y: 38_765.25,
    level: 'township',
    crews: 1,
    handleBy: 93_600.25 + reference,
    text: '',
  };
  const headers = { 'content-type': 'application/json', 'idempotency-key': `r-${reference}` };
  const answer = http.post(`${__ENV.URL}/v1/reports`, JSON.stringify(report), { headers });
  check(answer, {
    created: ({ status }) => status === 201,
    acknowledged: (taken) => Number.isInteger(taken.json('id')) && taken.json('reference') === reference,
  });
}
