import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createSilent } from 'node:net';
import { expect, test } from 'vitest';
import { servedLanwan } from './served-lanwan.ts';

const town = servedLanwan();
const { place } = town;
const stretch = ['--from', 'D+0H+8', '--speed', '300', '--duration', '2s', '--drain', '0s'];

test.each([
  ['not as agreed', 200, 'text/event-stream', 'data: {"seq":"none"}\n\n'],
  ['not as agreed', 200, 'text/html', '<p>orders</p>'],
  ['status 4xx', 404, 'application/json', '{}'],
])(
  'a server whose orders cannot be read is told so (%s, %i %s), and holds nothing',
  async (said, status, type, body) => {
    const gateway = createServer((incoming, answer) => {
      if (incoming.url?.startsWith('/v1/orders')) {
        answer.writeHead(status, { 'content-type': type }).end(body);
        return;
      }
      const { method, url, headers } = incoming;
      const target = new URL(url ?? '/', town.url);
      const onward = request(target, { method, headers: { ...headers, host: target.host } }, (found) => {
        answer.writeHead(found.statusCode ?? 500, found.headers);
        found.pipe(answer);
      });
      onward.on('error', () => answer.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    const args = ['load', 'lanwan', '--backend', url, ...stretch, '--set', 'incidents.scale=10', '--timeout', '5s'];
    const { code, stdout } = await place.gridbeat(args);
    gateway.closeAllConnections();
    gateway.close();
    expect(stdout).toMatch(new RegExp(`stream of orders failed: \\d+ ${said}`));
    expect(stdout.replace(/\s+/g, ' ')).toContain('no order came');
    expect(code).toBe(4);
  },
  60_000,
);

test('nobody who answers is waited for no longer than asked, and an interruption is obeyed at once', async () => {
  const silent = createSilent(() => {}).listen(0, '127.0.0.1');
  await new Promise((done) => silent.once('listening', done));
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const began = performance.now();
  const [late, stopped] = await Promise.all([
    place.gridbeat(['load', 'lanwan', '--backend', url, ...stretch, '--timeout', '2s']),
    place.gridbeat(['load', 'lanwan', '--backend', url, ...stretch, '--timeout', '60s'], {
      started: (kill) => setTimeout(() => kill('SIGINT'), 6000),
    }),
  ]);
  silent.close();
  expect([late.code, stopped.code]).toEqual([2, 130]);
  expect(performance.now() - began).toBeLessThan(20_000);
}, 40_000);

test.each(['/base', '?token=pa55', '#part'])('an address with %s is not cut down to another', async (more) => {
  const { code, stderr } = await place.gridbeat(['load', 'lanwan', '--backend', `${town.url}${more}`, ...stretch]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--backend: ')]);
  expect(stderr).toContain('http://HOST:PORT');
  expect(stderr).not.toContain('pa55');
});
