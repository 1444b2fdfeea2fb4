import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../../src/backend/open311/address.ts';
import { type ProbeOptions, probe } from '../../../src/backend/open311/probe/probe.ts';
import type { Row } from '../../../src/backend/open311/probe/row.ts';
import { ConformingServer, type Habits, type Instead } from './conforming-server.ts';

const KEY = 'very-secret-key';

interface Setting {
  readonly habits?: Habits;
  readonly query?: string;
  readonly options?: Partial<ProbeOptions>;
}

/** The rows of a probe of a server with those habits, and the server as it is afterwards. */
async function probed({ habits = {}, query = '', options = {} }: Setting) {
  const server = new ConformingServer(habits);
  const address = readAddress(`http://127.0.0.1:${await server.listen()}/v2${query}`);
  if ('key' in address) throw new Error(address.key);
  const rows: Row[] = [];
  try {
    await probe({ address, onRows: (found) => rows.push(...found), ...options });
  } finally {
    server.close();
  }
  return { rows, server };
}

const deviating = (rows: readonly Row[]) => rows.filter(({ verdict }) => verdict === 'deviates');
const keysOf = (rows: readonly Row[]) => rows.flatMap(({ findings }) => findings.map(({ key }) => key));

describe('a server that keeps to the specification', () => {
  test('conforms in every row, is only read, and every row says by what it is judged', async () => {
    const { rows, server } = await probed({ habits: { type: 'test' }, query: '?jurisdiction_id=city.example' });
    expect(rows.filter(({ verdict }) => verdict !== 'conforms')).toEqual([]);
    expect(rows.length).toBeGreaterThan(15);
    for (const { request, answer, clause } of rows) {
      expect(request).toMatch(/^GET /);
      expect(answer).toMatch(/^\d{3} /);
      expect(clause).not.toBe('');
    }
    expect(server.log.filter((line) => !line.startsWith('GET '))).toEqual([]);
  });

  test.each([false, true])('takes requests, gives them back and closes them (tokens: %s)', async (tokens) => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const createdFile = join(folder, 'created.ndjson');
    try {
      const { rows, server } = await probed({
        habits: { key: KEY, closes: true, tokens },
        options: { key: KEY, permission: { owned: [], createdFile }, closeAfterwards: true },
      });
      expect(deviating(rows)).toEqual([]);
      const verdicts = new Map(rows.map(({ check, verdict }) => [check, verdict]));
      expect(verdicts.get('post')).toBe('conforms');
      expect(verdicts.get('readBack')).toBe('conforms');
      expect(verdicts.get('token')).toBe(tokens ? 'conforms' : 'notTried');
      expect(verdicts.get('postWithoutKey')).toBe('conforms');
      expect(verdicts.get('close')).toBe('conforms');
      const texts = server.forms.map((form) => form.get('description')).filter((text) => text !== null);
      expect(texts.length).toBe(5);
      expect(texts.every((text) => text.startsWith('GRIDBEAT EXERCISE '))).toBe(true);
      const created = readFileSync(createdFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(created).toEqual([tokens ? { token: 't-3' } : { id: '3' }]);
      expect(
        server.held.filter(({ service_request_id, status }) => Number(service_request_id) > 2 && status === 'open'),
      ).toEqual([]);
      expect(JSON.stringify(rows)).not.toContain(KEY);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('a key that the server sends back is not shown', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const permission = { owned: [], createdFile: join(folder, 'created.ndjson') };
    const refused = json([{ code: 400, description: `wrong api_key ${KEY}` }], 400);
    const { rows, server } = await probed({
      habits: { instead: { 'POST requests.json': refused } },
      options: { key: KEY, permission },
    });
    expect(server.log).toContain('POST requests.json');
    expect(keysOf(rows)).toContain('probe.notTaken');
    expect(JSON.stringify(rows)).not.toContain(KEY);
    rmSync(folder, { recursive: true, force: true });
  });

  test('no more is written than allowed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const permission = { owned: [], total: 2, createdFile: join(folder, 'created.ndjson') };
    const { rows, server } = await probed({ options: { permission } });
    expect(server.forms.length).toBe(2);
    expect(keysOf(rows)).toContain('outside.budget');
    rmSync(folder, { recursive: true, force: true });
  });
});

const json = (value: unknown, status = 200): Instead => ({ status, body: JSON.stringify(value) });
const html: Instead = { status: 404, body: '<html>\u001b[31mNo\u202e</html>', type: 'text/html' };
const one = { service_request_id: '1', status: 'open', service_code: '001', requested_datetime: '2026-01-01 08:00' };

const peculiar: readonly (readonly [string, Readonly<Record<string, Instead>>, string, string, string])[] = [
  ['no JSON', { 'GET services.json': html }, 'services', 'notOffered', ''],
  ['no XML', { 'GET services.xml': html }, 'services', 'deviates', 'probe.noList'],
  [
    '403 for a code',
    { 'GET services/987654321.json': json([], 403) },
    'unknownService',
    'deviates',
    'probe.wrongStatus',
  ],
  [
    'an error as one object',
    { 'GET services/987654321.json': json({ type: 'x', code: 404, message: 'no' }, 404) },
    'errorBody',
    'deviates',
    'open311.deviation.errorObject',
  ],
  ['an error in HTML', { 'GET services/987654321.json': html }, 'errorBody', 'deviates', 'open311.deviation.errorHtml'],
  [
    'an empty error',
    { 'GET services/987654321.json': { status: 404, body: '' } },
    'errorBody',
    'deviates',
    'open311.deviation.errorEmpty',
  ],
  ['no tokens', { 'GET tokens/gridbeat-none.json': { status: 501, body: '' } }, 'unknownToken', 'notOffered', ''],
  ['no list of requests', { 'GET requests.json': { status: 501, body: '' } }, 'requests', 'notOffered', ''],
  [
    'a bare request',
    { 'GET requests/1.json': json({ ...one, requested_datetime: '2026-01-01T00:00:00Z' }) },
    'oneRequest',
    'deviates',
    'open311.deviation.bareElement',
  ],
  [
    'a wrapped request',
    { 'GET requests/1.json': json({ data: [one], success: true }) },
    'oneRequest',
    'deviates',
    'open311.deviation.wrapped',
  ],
  ['a time without a zone', { 'GET requests/1.json': json([one]) }, 'oneRequest', 'deviates', 'probe.badTime'],
  [
    'another request',
    { 'GET requests/1.json': json([{ ...one, service_request_id: '7' }]) },
    'oneRequest',
    'deviates',
    'probe.notThose',
  ],
  [
    '<service_request>',
    {
      'GET requests.xml': {
        status: 200,
        body: '<service_requests><service_request><service_request_id>1</service_request_id></service_request></service_requests>',
      },
    },
    'requests',
    'deviates',
    'open311.deviation.serviceRequestElement',
  ],
  [
    'missing fields',
    { 'GET services.json': json([{ service_code: '001' }]) },
    'services',
    'deviates',
    'open311.deviation.missingField',
  ],
  [
    'filters ignored',
    { 'GET requests.json': json([one, { ...one, service_request_id: '2', service_code: '002' }]) },
    'byStatus',
    'deviates',
    'probe.filterIgnored',
  ],
  [
    '200 for an unknown request',
    { 'GET requests/987654321.json': json([]) },
    'unknownRequest',
    'deviates',
    'probe.wrongStatus',
  ],
  [
    'JSON called HTML',
    { 'GET services.json': { ...json([{ service_code: '001' }]), type: 'text/html' } },
    'services',
    'deviates',
    'open311.deviation.contentType',
  ],
];

describe('servers that differ', () => {
  test.each(peculiar)('%s', async (_, instead, check, verdict, key) => {
    const { rows } = await probed({ habits: { instead } });
    const found = rows.filter((row) => row.check === check && row.verdict === verdict);
    expect(found.length).toBeGreaterThan(0);
    if (key !== '') expect(keysOf(found)).toContain(key);
    expect(rows.map(({ request, answer }) => request + answer).join()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test.each([400, 500])('HTTP %i for an unknown jurisdiction', async (noJurisdiction) => {
    const { rows } = await probed({ habits: { noJurisdiction } });
    expect(deviating(rows).map(({ check }) => check)).toEqual(['unknownJurisdiction']);
    expect(keysOf(deviating(rows))).toEqual(['probe.wrongStatus']);
  });

  test('bad posts that are taken deviate, and are noted down like all others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const createdFile = join(folder, 'created.ndjson');
    const { rows, server } = await probed({
      habits: { lenient: true },
      options: { permission: { owned: [], createdFile } },
    });
    const bad = deviating(rows).map(({ check }) => check);
    expect(bad).toEqual(['postWithoutService', 'postUnknownService', 'postWithoutPlace']);
    const ids = readFileSync(createdFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(server.held.slice(2).map(({ service_request_id }) => service_request_id));
    rmSync(folder, { recursive: true, force: true });
  });

  test('a server that cannot close says so, and what is left open is named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
    const permission = { owned: [], createdFile: join(folder, 'created.ndjson') };
    const { rows } = await probed({ options: { permission, closeAfterwards: true } });
    const closing = rows.filter(({ check }) => check === 'close');
    expect(closing.map(({ verdict }) => verdict)).toEqual(['notOffered']);
    expect(closing[0]?.findings[0]).toEqual({ key: 'probe.leftOpen', values: { id: '3' } });
    rmSync(folder, { recursive: true, force: true });
  });
});
