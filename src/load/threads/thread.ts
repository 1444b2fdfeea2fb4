import { parentPort, workerData } from 'node:worker_threads';
import { Transport } from '../../backend/http/transport.ts';
import { clockOrigin, type Over, type Posted, type ThreadSetting } from './message.ts';

/** A thread that sends what it is given, and hands back what became of it with the times at which it did. */

const { url, options, origin } = workerData as ThreadSetting;
const shift = clockOrigin() - origin;
const transport = new Transport(url, options);
let over: Over[] = [];

/** After all that came in with this turn of the event loop: one message and not many. */
function handBack(): void {
  parentPort?.postMessage(over);
  over = [];
}

function send({ id, request }: Posted): void {
  const sentAt = performance.now() + shift;
  transport.send(request, (error, answer) => {
    const writtenAt = (answer ?? error)?.writtenAt ?? Number.NaN;
    const result =
      answer === undefined
        ? { kind: error?.kind ?? 'other', writtenAt: writtenAt + shift }
        : { ...answer, writtenAt: writtenAt + shift, endedAt: answer.endedAt + shift };
    if (over.push({ id, sentAt, result }) === 1) setImmediate(handBack);
  });
}

parentPort?.on('message', (work: readonly Posted[]) => work.forEach(send));
// Nothing yet: it has started.
handBack();
