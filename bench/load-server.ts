import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A process of its own that acknowledges reports and does nothing else; tells its parent its address. */
let id = 0;
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const { reference, at } = JSON.parse(body) as { reference: number; at: number };
    const answer = JSON.stringify({ id: ++id, reference, now: at });
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('disconnect', () => process.exit());
