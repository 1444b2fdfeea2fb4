import { isSpecifiedError, readError } from '../error-body.ts';
import type { Asker } from './asker.ts';
import type { Learnt } from './learnt.ts';
import { type Row, refusal, rowOf, type Subject } from './row.ts';
import { unknownService } from './services.ts';

const NOWHERE = 'gridbeat.example';

/** A service code that there is not, the body of that error, and a jurisdiction that there is not. */
export async function checkRefusals(asker: Asker, learnt: Learnt): Promise<Row[]> {
  const rows: Row[] = [];
  for (const format of learnt.formats) {
    const client = asker.client(format);
    const asked = await asker.get(client, client.url(unknownService(learnt)), format);
    const subject: Subject = { check: 'unknownService', format, clause: 'GET Service Definition' };
    rows.push(rowOf(subject, asked, client.seen, (answer) => refusal(answer, 404)));
    rows.push(
      rowOf({ check: 'errorBody', format, clause: 'Errors' }, asked, client.seen, (answer) => {
        if (answer.status < 400) return { verdict: 'notTried', findings: [{ key: 'probe.noError' }] };
        if (isSpecifiedError(answer)) return { verdict: 'conforms' };
        const words = readError(answer, client.seen);
        return { verdict: 'deviates', findings: words === '' ? [] : [{ key: 'probe.errorSays', values: { words } }] };
      }),
    );
  }
  rows.push(await checkJurisdiction(asker, learnt));
  return rows;
}

async function checkJurisdiction(asker: Asker, learnt: Learnt): Promise<Row> {
  const [format = 'json'] = learnt.formats;
  const client = asker.client(format);
  const url = client.url('services', format, { jurisdiction_id: NOWHERE });
  const asked = await asker.get(client, url, format);
  return rowOf({ check: 'unknownJurisdiction', format, clause: 'GET Service List' }, asked, client.seen, (answer) => {
    const ignores = answer.status === 200 && asker.address.jurisdiction === undefined;
    if (ignores) return { verdict: 'notOffered', findings: [{ key: 'probe.oneJurisdiction' }] };
    return refusal(answer, 404);
  });
}
