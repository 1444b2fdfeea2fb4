import { type MessagePort, workerData } from 'node:worker_threads';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly headers: Record<string, string>;
}

/** As k6 has it: status 0 where no answer came. */
export interface Told {
  readonly status: number;
  readonly body: string;
}

const { wake, port } = workerData as { wake: Int32Array; port: MessagePort };

async function send({ method, url, body, headers }: Asked): Promise<Told> {
  try {
    const answer = await fetch(url, { method, headers, ...(body !== null && { body }), redirect: 'manual' });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

port.on('message', async (asked: Asked) => {
  port.postMessage(await send(asked));
  Atomics.store(wake, 0, 1);
  Atomics.notify(wake, 0);
});
