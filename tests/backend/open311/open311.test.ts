import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BackendError } from '../../../src/backend/backend-error.ts';
import { refuseToWrite, WriteBudget } from '../../../src/backend/outside.ts';
import { tinyCity } from '../../../src/city/tiny.ts';
import { contractScenario } from '../../../src/contract/contract.ts';
import { quietFrom } from '../../../src/contract/setting.ts';
import { Field } from '../../../src/field/field.ts';
import { SILENT } from '../../../src/field/observer.ts';
import { checkBackend, createBackend } from '../../../src/run/backends.ts';
import { VirtualDriver } from '../../../src/run/virtual.ts';
import { backendContract } from '../../port/contract.ts';
import { type Dialect, FakeServer } from './fake-server.ts';

const DAY = 86_400;

describe('a server as the specification wants it', () => {
  const server = new FakeServer({});
  let name = '';
  beforeAll(async () => {
    name = await server.listen();
  });
  afterAll(() => server.close());
  backendContract('open311', (scenario) => createBackend(name, scenario, 0));
});

const HTML = { every: 3, status: 400, body: '<html>\u001b[31mBad</html>', type: 'text/html' };
const dialects: readonly (readonly [string, Dialect, readonly string[], 'some' | 'none'])[] = [
  [
    'XML with <service_request>',
    { format: 'xml', element: 'service_request' },
    ['serviceRequestElement', 'noJson'],
    'none',
  ],
  ['bare objects, wrapped', { bare: true, wrapped: true }, ['bareElement', 'wrapped'], 'none'],
  ['numbers as ids, read one by one', { numbers: true, readsSeveral: false }, ['numberAsId', 'verbLacking'], 'none'],
  ['tokens', { tokens: true }, [], 'none'],
  ['errors in HTML', { refuses: HTML }, ['errorHtml'], 'some'],
  [
    'errors as one object',
    { refuses: { every: 3, status: 403, body: '{"type":"x","code":403,"message":"no"}', type: 'application/json' } },
    ['errorObject'],
    'some',
  ],
];

describe('servers that differ', () => {
  test.each(dialects)('%s', async (_, dialect, deviations, rejections) => {
    const server = new FakeServer(dialect);
    try {
      const scenario = contractScenario();
      quietFrom(1, scenario);
      const backend = await createBackend(await server.listen(), scenario, 0);
      const field = new Field(scenario, tinyCity(), 0, SILENT, backend.capabilities.notices);
      const driver = new VirtualDriver(field, backend);
      const clock = { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY };
      await backend.start(tinyCity(), field.roster, clock, driver.push);
      await driver.runUntil(12 * DAY);
      await backend.stop();
      const { filed, closed, rejected } = field.counts();
      expect(filed).toBeGreaterThan(20);
      expect(closed).toBe(filed);
      if (rejections === 'some') expect(rejected).toBeGreaterThan(5);
      const codes = (backend.remarks?.() ?? []).map(({ code }) => code);
      for (const deviation of deviations) expect(codes).toContain(deviation);
      expect(server.kept.every(({ form }) => form.get('description')?.startsWith('GRIDBEAT EXERCISE '))).toBe(true);
      expect(new Set(server.kept.map(({ form }) => form.get('description'))).size).toBe(server.kept.length);
    } finally {
      server.close();
    }
  });
});

describe('what cannot be used is told before anything is run', () => {
  const keyOf = async (name: string) =>
    checkBackend(name).then(
      () => 'fine',
      (error: unknown) =>
        error instanceof BackendError ? error.problems.map(({ message }) => message.key).join() : 'else',
    );

  test('nobody there, and hosts that are not ours', async () => {
    expect(await keyOf('open311+http://127.0.0.1:9/')).toBe('outside.unreachable');
    expect(await keyOf('open311+https://example.org/')).toBe('outside.notOwned');
    expect(await keyOf('open311+http://me:secret@127.0.0.1/')).toBe('open311.secretInAddress');
  });

  test.each([
    [
      'HTML',
      'HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 15\r\n\r\n<html>hi</html>',
      'open311.noServer',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n', 'outside.notHttp'],
    [
      'elsewhere',
      'HTTP/1.1 302 Found\r\nlocation: http://example.org/\r\ncontent-length: 0\r\n\r\n',
      'outside.redirected',
    ],
  ])('%s', async (_, answer, key) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect(await keyOf(`open311+http://127.0.0.1:${port}/`)).toBe(key);
    server.close();
  });
});

describe('do no harm', () => {
  const there = new URL('https://city.example:8443/v2/');

  test('only this machine and hosts named as ours are written to, and never production', () => {
    expect(refuseToWrite(new URL('http://127.0.0.1:1/'), { owned: [] }, 'production')).toBeUndefined();
    expect(refuseToWrite(new URL('http://127.0.0.1.example.org/'), { owned: [] })?.key).toBe('outside.notOwned');
    expect(refuseToWrite(there, { owned: ['city.example'] }, 'test')).toBeUndefined();
    expect(refuseToWrite(there, { owned: ['city.example'] }, 'production')?.key).toBe('outside.production');
  });

  test('writes are limited in number', async () => {
    const budget = new WriteBudget(there, { owned: [], perSecond: 1000, total: 2 });
    expect([await budget.take(), await budget.take(), await budget.take()]).toEqual([true, true, false]);
  });
});
