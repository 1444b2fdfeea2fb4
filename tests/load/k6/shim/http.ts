import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Asked, Told } from './http-worker.ts';

interface Params {
  readonly headers: Readonly<Record<string, string>>;
}

const wake = new Int32Array(new SharedArrayBuffer(4));
const { port1, port2 } = new MessageChannel();
const worker = new Worker(new URL('./http-worker.ts', import.meta.url), {
  workerData: { wake, port: port2 },
  transferList: [port2],
});
worker.unref();

/** A request whose answer is waited for, as k6 does: another thread sends it. */
function request(method: string, url: string, body: string | null, { headers }: Params): Told {
  Atomics.store(wake, 0, 0);
  port1.postMessage({ method, url, body, headers: { ...headers } } satisfies Asked);
  Atomics.wait(wake, 0, 0);
  return receiveMessageOnPort(port1)?.message;
}

export default { request };
