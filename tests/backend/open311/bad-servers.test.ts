import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BackendError } from '../../../src/backend/backend-error.ts';
import { readAddress } from '../../../src/backend/open311/address.ts';
import { connect } from '../../../src/backend/open311/connect.ts';
import type { HttpLimits } from '../../../src/backend/open311/http.ts';
import { readKey } from '../../../src/backend/open311/key.ts';
import { probe } from '../../../src/backend/open311/probe/probe.ts';
import { ConformingServer } from './conforming-server.ts';

const SHORT: HttpLimits = { connect: 500, head: 300, whole: 600, body: 64 * 1024 };
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** What is said of it where it succeeds in nothing; 'fine' where nothing is wrong. */
async function keyOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'fine';
  } catch (error) {
    if (error instanceof BackendError) return error.problems.map(({ message }) => message.key).join();
    throw error;
  }
}

function addressOf(text: string) {
  const address = readAddress(text);
  if ('key' in address) throw new Error(address.key);
  return address;
}

function endless(socket: Socket): void {
  socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  const more = () => {
    while (!socket.destroyed && socket.write(`4000\r\n${' '.repeat(0x4000)}\r\n`));
  };
  socket.on('drain', more);
  more();
}

function dripping(socket: Socket): void {
  socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
  const timer = setInterval(() => socket.write('1\r\n \r\n'), 50);
  socket.on('close', () => clearInterval(timer));
}

const behaviours: readonly (readonly [string, (socket: Socket) => void, string])[] = [
  ['an endless body', endless, 'outside.tooLong'],
  ['a body that drips', dripping, 'outside.late'],
  ['silence', () => {}, 'outside.late'],
  ['half an answer, then silence', (socket) => socket.write(`${HEAD}content-length: 100\r\n\r\n[`), 'outside.late'],
  [
    'half an answer, then the end',
    (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\n[`),
    'outside.unreachable',
  ],
  ['the end at once', (socket) => socket.end(), 'outside.unreachable'],
  ['a head without end', (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}`), 'outside.notHttp'],
];

describe('servers that misbehave are left within the limits, with one clear message', () => {
  test.each(behaviours)('%s', async (_, behave, key) => {
    const sockets = new Set<Socket>();
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', () => behave(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = addressOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const started = performance.now();
    expect(await keyOf(connect('there', address, { owned: [] }, undefined, SHORT))).toBe(key);
    expect(await keyOf(probe({ address, limits: SHORT, onRows: () => {} }))).toBe(key);
    expect(performance.now() - started).toBeLessThan(8 * SHORT.whole);
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});

describe('what may not be written to', () => {
  /** This machine by an address that is none of its loopback names. */
  const HERE = '0.0.0.0';

  test.skipIf(process.platform === 'win32')('an endpoint whose discovery says production, owned or not', async () => {
    for (const [type, said] of [
      ['production', 'outside.production'],
      ['test', 'fine'],
    ] as const) {
      const server = new ConformingServer({ type });
      const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
      const address = addressOf(`http://${HERE}:${await server.listen()}/v2`);
      const permission = { owned: [HERE], perSecond: 1000, createdFile: join(folder, 'created.ndjson') };
      const connected = connect('there', address, { owned: [HERE] }, undefined).then(({ http }) => http.close());
      expect(await keyOf(connected)).toBe(said);
      expect(await keyOf(probe({ address, permission, onRows: () => {} }))).toBe(said);
      expect(server.forms.length > 0).toBe(said === 'fine');
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a host that nobody has called theirs is not even read before', async () => {
    const server = new ConformingServer();
    const address = addressOf(`http://${HERE}:${await server.listen()}/v2`);
    expect(await keyOf(probe({ address, permission: { owned: [] }, onRows: () => {} }))).toBe('outside.notOwned');
    expect(server.log).toEqual([]);
    server.close();
  });
});

describe('the key', () => {
  test('comes from the variable, or from a file that nobody else may read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const file = join(folder, 'key');
    writeFileSync(file, 'from-file\n', { mode: 0o600 });
    const named = { GRIDBEAT_OPEN311_KEY_FILE: file };
    const read = async (environment: Record<string, string>) => readKey(environment);
    expect(await read({})).toBeUndefined();
    expect(await read(named)).toBe('from-file');
    expect(await read({ ...named, GRIDBEAT_OPEN311_KEY: 'from-variable' })).toBe('from-variable');
    expect(await keyOf(read({ GRIDBEAT_OPEN311_KEY_FILE: folder }))).toBe('open311.keyFile');
    for (const mode of process.platform === 'win32' ? [] : [0o644, 0o640, 0o602]) {
      chmodSync(file, mode);
      expect(await keyOf(read(named)), mode.toString(8)).toBe('open311.keyFileOpen');
    }
    rmSync(folder, { recursive: true, force: true });
  });
});
