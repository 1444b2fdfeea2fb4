import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConformingServer } from '../backend/open311/conforming-server.ts';
import { Workplace } from './gridbeat.ts';

const SCHEMA = fileURLToPath(new URL('../../fixtures/schemas/probe.schema.json', import.meta.url));
const place = new Workplace();
afterAll(() => place.remove());

describe('gridbeat probe', () => {
  const good = new ConformingServer({ closes: true });
  const odd = new ConformingServer({
    instead: { 'GET requests.json': { status: 500, body: '<html>\u001b[2J\u202eboom</html>', type: 'text/html' } },
  });
  let goodUrl = '';
  let oddUrl = '';
  beforeAll(async () => {
    goodUrl = `http://127.0.0.1:${await good.listen()}/v2`;
    oddUrl = `http://127.0.0.1:${await odd.listen()}/v2`;
  });
  afterAll(() => {
    good.close();
    odd.close();
  });

  test('exits with 0 where nothing deviates, and writes nothing', async () => {
    const { code, stdout, stderr } = await place.gridbeat(['probe', goodUrl]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('GET services.json');
    expect(stdout).toContain('0 deviate');
    expect(good.forms).toEqual([]);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('exits with 3 where something does, and lets no control character through', async () => {
    const { code, stdout } = await place.gridbeat(['probe', `open311+${oddUrl}`, '--lang', 'zh']);
    expect(code).toBe(3);
    expect(stdout).toContain('偏差');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('--json keeps its schema, and --write leaves the ids in a file', async () => {
    const args = ['probe', goodUrl, '--json', '--write', '--close-afterwards', '--created', 'ids.ndjson'];
    const { code, stdout } = await place.gridbeat(args);
    expect(code).toBe(0);
    const output = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    expect(validate(output), JSON.stringify(validate.errors)).toBe(true);
    expect(output.created).toEqual({ number: 1, file: 'ids.ndjson' });
    expect(readFileSync(place.path('ids.ndjson'), 'utf8')).toBe('{"id":"3"}\n');
    expect(good.held.at(-1)?.status).toBe('closed');
  });

  test('says everything that is wrong with the arguments at once, and exits with 2', async () => {
    const { code, stderr } = await place.gridbeat(['probe', 'ftp://x', '--close-afterwards', '--at', '99,200']);
    expect(code).toBe(2);
    for (const part of ['URL', '--close-afterwards', '--at']) expect(stderr).toContain(part);
  });

  test('exits with 2 where there is no Open311 server, or none that may be written to', async () => {
    const web = createServer((_, response) => response.end('<html>hello</html>'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    const ends = await Promise.all(
      [
        ['probe', 'http://127.0.0.1:9/'],
        ['probe', `http://127.0.0.1:${port}/`],
        ['probe', 'https://city.example/v2', '--write'],
      ].map((args) => place.gridbeat(args)),
    );
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(ends.map(({ stdout }) => stdout)).toEqual(['', '', '']);
    expect(ends[0]?.stderr).toContain('ECONNREFUSED');
    expect(ends[1]?.stderr).toContain('no Open311 server');
    expect(ends[2]?.stderr).toContain('--i-own city.example');
    web.close();
  });

  test('interrupted, it keeps the rows that it has', async () => {
    const slow = new ConformingServer({ stalls: 'GET requests.json' });
    const url = `http://127.0.0.1:${await slow.listen()}/v2`;
    const { code, stdout } = await place.gridbeat(['probe', url, '--json'], {
      started: (kill) => {
        const timer = setInterval(() => {
          if (!slow.log.includes('GET requests.json')) return;
          clearInterval(timer);
          kill('SIGINT');
        }, 20);
      },
    });
    slow.close();
    expect(code).toBe(130);
    const { whole, rows } = JSON.parse(stdout);
    expect(whole).toBe(false);
    expect(rows.map((row: { check: string }) => row.check)).toContain('services');
  });
});
