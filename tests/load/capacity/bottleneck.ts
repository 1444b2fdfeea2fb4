import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Bottleneck {
  readonly url: string;
  stop(): void;
}

/**
 * A door in front of a backend through which reports pass one at a time, each for so many milliseconds: what it can take
 * is known. Everything else passes at once.
 */
export async function bottleneck(behind: string, milliseconds: number): Promise<Bottleneck> {
  let free = 0;
  const server = createServer((asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked;
    const { host: _host, connection: _connection, ...others } = headers;
    const pass = () => {
      const onward = request(new URL(url, behind), { method, headers: others }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        answer.flushHeaders();
        response.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      answer.on('close', () => onward.destroy());
      asked.pipe(onward);
    };
    if (method !== 'POST' || !url.endsWith('/reports')) return pass();
    const now = performance.now();
    free = Math.max(free, now) + milliseconds;
    setTimeout(pass, free - now);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
