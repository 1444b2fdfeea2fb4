import { type Asker, ignoreSilence } from './asker.ts';
import type { Learnt } from './learnt.ts';
import { notTried, type Row, rowOf, type Subject } from './row.ts';
import type { Mark, Writer } from './writes.ts';

/**
 * Closes what was created. GeoReport v2 has no verb for it; some servers take a post of `status` to the request itself.
 * What the server says afterwards counts.
 */
export async function closeCreated(asker: Asker, learnt: Learnt, writer: Writer): Promise<Row[]> {
  const [format = 'json'] = learnt.formats;
  const subject: Subject = { check: 'close', format, clause: 'none (an extension)' };
  const rows: Row[] = [];
  for (const mark of writer.marks) {
    const client = asker.client(format);
    const id = await idOf(asker, learnt, mark);
    if (id === undefined) {
      rows.push(notTried(subject, { key: 'probe.tokenLater' }));
      continue;
    }
    const asked = await writer.send(client, `requests/${encodeURIComponent(id)}`, [['status', 'closed']]);
    const after = asked.answer && (await client.readOne(id).catch(ignoreSilence));
    const isClosed = after?.status === 'closed';
    rows.push(
      rowOf(subject, asked, asker.client(format).seen, () =>
        isClosed
          ? { verdict: 'conforms' }
          : { verdict: 'notOffered', findings: [{ key: 'probe.leftOpen', values: { id } }] },
      ),
    );
  }
  return rows;
}

async function idOf(asker: Asker, learnt: Learnt, mark: Mark): Promise<string | undefined> {
  const [format = 'json'] = learnt.formats;
  return mark.kind === 'id' ? mark.id : asker.client(format).idOf(mark.token).catch(ignoreSilence);
}
