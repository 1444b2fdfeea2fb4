import { createServer as createPlain, type Server } from 'node:http';
import { createServer as createSecure, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Access } from '../../src/backend/access.ts';
import { Transport } from '../../src/backend/http/transport.ts';
import { failureMessage, TransportError } from '../../src/backend/http/transport-error.ts';
import { Deviations } from '../../src/backend/open311/deviations.ts';
import { Http, LIMITS, NoAnswer } from '../../src/backend/open311/http.ts';
import { isHere } from '../../src/backend/outside.ts';
import { Authority } from './authority.ts';
import { ConnectProxy } from './connect-proxy.ts';

const authority = new Authority();
const server = authority.issue('server', 'IP:127.0.0.1');
const ca = authority.own.cert;
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
afterAll(() => authority.remove());

/** The port of a server that answers "ok" after `delay` ms, with TLS where there are options for it. */
async function answering(tls?: ServerOptions, delay = 0) {
  let connections = 0;
  const seen: Record<string, unknown>[] = [];
  const handle: Parameters<typeof createPlain>[1] = (request, response) => {
    seen.push(request.headers);
    setTimeout(() => response.end('ok'), delay);
  };
  const it: Server = tls === undefined ? createPlain(handle as never) : createSecure(tls, handle as never);
  it.on(tls === undefined ? 'connection' : 'secureConnection', () => connections++);
  it.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
  open.push({
    close() {
      it.closeAllConnections();
      it.close();
    },
  });
  const { port } = it.address() as AddressInfo;
  return { port, seen, connections: () => connections };
}

/** What comes of one request: the body, or in which words it failed. */
async function outcome(url: string, access: Access): Promise<string> {
  const transport = new Transport(url, { timeout: 5000, ...access });
  open.push(transport);
  try {
    return (await transport.request({ method: 'GET', path: '/' })).body;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return failureMessage(error.kind, error.code, url.startsWith('https:')).key;
  }
}

/** The same by the client of Open311, which shares the connections' making. */
async function open311Outcome(url: string, access: Access): Promise<string> {
  const http = new Http(new Deviations(), LIMITS, undefined, access);
  open.push(http);
  try {
    return (await http.get(new URL(url), '*/*')).text;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return error.why.key;
  }
}

async function both(url: string, access: Access): Promise<string> {
  const [one, other] = await Promise.all([outcome(url, access), open311Outcome(url, access)]);
  expect(other).toBe(one);
  return one;
}

describe('TLS', () => {
  test('a server is trusted when --ca has signed it, and not otherwise', async () => {
    const url = `https://127.0.0.1:${(await answering(server)).port}`;
    expect(await both(url, { ca })).toBe('ok');
    expect(await both(url, {})).toBe('transport.tlsUntrusted');
  });

  test('a certificate that is out of date, or for another host, is said to be so', async () => {
    const expired = authority.issue('expired', 'IP:127.0.0.1', { days: -1 });
    const other = authority.issue('other', 'DNS:elsewhere.example');
    expect(await both(`https://127.0.0.1:${(await answering(expired)).port}`, { ca })).toBe('transport.tlsTime');
    expect(await both(`https://127.0.0.1:${(await answering(other)).port}`, { ca })).toBe('transport.tlsName');
  });

  test('a server that wants a certificate gets ours, and takes no other', async () => {
    const mine = authority.issue('client', 'DNS:gridbeat');
    const { cert, key } = mine;
    const stranger = new Authority();
    const { cert: badCert, key: badKey } = stranger.issue('stranger', 'DNS:gridbeat');
    stranger.remove();
    const url = `https://127.0.0.1:${(await answering({ ...server, ca, requestCert: true, rejectUnauthorized: true })).port}`;
    expect(await both(url, { ca, cert, key })).toBe('ok');
    expect(await outcome(url, { ca })).toMatch(/^transport\.(tlsClient|resetTls)$/);
    expect(await outcome(url, { ca, cert: badCert, key: badKey })).toMatch(/^transport\.(tlsClient|resetTls)$/);
  });

  test('TLS to a plain port, and the reverse', async () => {
    const plain = await answering();
    const secure = await answering(server);
    expect(await both(`https://127.0.0.1:${plain.port}`, { ca })).toBe('transport.tlsPlain');
    expect(await outcome(`http://127.0.0.1:${secure.port}`, {})).toMatch(/^transport\.(reset|notHttp)$/);
  });
});

describe('a proxy', () => {
  test('is gone through by a tunnel, with its credentials and without showing them to the server', async () => {
    const authorization = `Basic ${Buffer.from('me:geheim').toString('base64')}`;
    const proxy = new ConnectProxy({ authorization });
    open.push(proxy);
    const url = await proxy.listen();
    const plain = await answering();
    const secure = await answering(server);
    expect(await both(`http://127.0.0.1:${plain.port}`, { proxy: { url, authorization } })).toBe('ok');
    expect(await both(`https://127.0.0.1:${secure.port}`, { ca, proxy: { url, authorization } })).toBe('ok');
    expect(proxy.asked).toContain(`127.0.0.1:${plain.port}`);
    for (const headers of [...plain.seen, ...secure.seen]) expect(JSON.stringify(headers)).not.toContain('Basic');
    expect(await both(`http://127.0.0.1:${plain.port}`, { proxy: { url } })).toBe('transport.proxyCredentials');
  });

  test('that refuses, or is not there, is said to do so', async () => {
    const proxy = new ConnectProxy({ status: 502 });
    open.push(proxy);
    const target = `http://127.0.0.1:${(await answering()).port}`;
    expect(await both(target, { proxy: { url: await proxy.listen() } })).toBe('transport.proxy');
    expect(await outcome(target, { proxy: { url: 'http://127.0.0.1:1' } })).toBe('transport.refused');
  });

  test('takes as many connections as are allowed, and service time begins when the request is written', async () => {
    const proxy = new ConnectProxy();
    open.push(proxy);
    const slow = await answering(undefined, 100);
    const target = `http://127.0.0.1:${slow.port}`;
    const transport = new Transport(target, { connections: 8, proxy: { url: await proxy.listen() } });
    open.push(transport);
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => transport.request({ method: 'GET', path: '/' })),
    );
    expect(slow.connections()).toBe(8);
    const whole = Math.max(...answers.map(({ endedAt }) => endedAt)) - Math.min(...answers.map((a) => a.writtenAt));
    const services = answers.map(({ writtenAt, endedAt }) => endedAt - writtenAt).sort((a, b) => a - b);
    // Four rounds of 100 ms; each request is on the wire for one of them only.
    expect(whole).toBeGreaterThan(390);
    expect(services[16]).toBeLessThan(whole / 2);
  });

  test('that is elsewhere makes 127.0.0.1 another machine', () => {
    const url = new URL('http://127.0.0.1:8080');
    expect(isHere(url, {})).toBe(true);
    expect(isHere(url, { access: { proxy: { url: 'http://127.0.0.1:3128' } } })).toBe(true);
    expect(isHere(url, { access: { proxy: { url: 'http://proxy.example:3128' } } })).toBe(false);
  });
});

describe('connections', () => {
  test('are kept for the next request, or not, as asked', async () => {
    for (const [keepAlive, expected] of [
      [undefined, 1],
      [60_000, 1],
      [0, 3],
    ] as const) {
      const there = await answering();
      const transport = new Transport(`http://127.0.0.1:${there.port}`, { keepAlive, connections: 1 });
      open.push(transport);
      for (let i = 0; i < 3; i++) await transport.request({ method: 'GET', path: '/' });
      expect(there.connections()).toBe(expected);
    }
  });

  test('headers go with every request', async () => {
    const there = await answering();
    expect(await both(`http://127.0.0.1:${there.port}`, { headers: { 'x-run': 'seven' } })).toBe('ok');
    expect(there.seen.map((headers) => headers['x-run'])).toEqual(['seven', 'seven']);
  });
});

test('nothing is unpacked, and no redirection followed, behind the back of whoever asks', async () => {
  const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024));
  const elsewhere = await answering();
  const there = createPlain((request, response) => {
    if (request.url === '/bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    else response.writeHead(302, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
  });
  await new Promise<void>((resolve) => there.listen(0, '127.0.0.1', resolve));
  const transport = new Transport(`http://127.0.0.1:${(there.address() as AddressInfo).port}`, { mostBytes: 65_536 });
  open.push(transport, there);
  const packed = await transport.request({ method: 'GET', path: '/bomb' });
  expect(packed.body.length).toBeLessThanOrEqual(bomb.length);
  expect((await transport.request({ method: 'GET', path: '/' })).status).toBe(302);
  expect(elsewhere.connections()).toBe(0);
});

describe('servers that never come to an end', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
  test.each([
    ['headers that drip', `${HEAD}`, 'x-more: yes\r\n', 'transport.timeout'],
    ['a body that drips', `${HEAD}transfer-encoding: chunked\r\n\r\n`, '1\r\n \r\n', 'transport.timeout'],
    [
      'an endless body',
      `${HEAD}transfer-encoding: chunked\r\n\r\n`,
      `4000\r\n${' '.repeat(0x4000)}\r\n`,
      'transport.tooLarge',
    ],
    ['endless headers', HEAD, `x: ${'y'.repeat(16_384)}\r\n`, 'transport.tooLarge'],
    ['a half-closed socket', '', '', 'transport.timeout'],
  ])('%s', async (_, first, more, key) => {
    const tcp = createTcp({ allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        if (first !== '') socket.write(first);
        const fast = more.length > 1000;
        const timer = setInterval(() => more !== '' && socket.write(more), fast ? 1 : 30);
        socket.on('close', () => clearInterval(timer));
      });
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    open.push(tcp);
    const transport = new Transport(`http://127.0.0.1:${(tcp.address() as AddressInfo).port}`, {
      timeout: 700,
      mostBytes: 65_536,
    });
    const sent = transport.request({ method: 'GET', path: '/' });
    const [said] = await Promise.allSettled([sent, wait(10)]);
    if (said.status === 'fulfilled') throw new Error('it was answered');
    const { kind, code } = said.reason as TransportError;
    expect(failureMessage(kind, code, false).key).toBe(key);
    await transport.close();
  });
});
