import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { serve } from './served.ts';
import { servedLanwan } from './served-lanwan.ts';

const town = servedLanwan();
const { place } = town;
const gridbeat = (args: readonly string[]) => place.gridbeat(args);

/** A server that answers everything in one way. */
async function answering(handle: Parameters<typeof createServer>[1]): Promise<{ server: Server; url: string }> {
  const server = createServer(handle as never);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('gridbeat load', () => {
  test('sends a small city at a clean server, and finds nothing wrong with it', async () => {
    const out = place.path('clean');
    const { code, stdout } = await gridbeat(
      ['load', 'lanwan', '--backend', town.url, '--from', 'D+0H+8', '--speed', '300', '--duration', '5s'].concat([
        '--set',
        'incidents.scale=20',
        '--drain',
        '1s',
        '--target',
        'invariants==0',
        '--target',
        'op.report.response.p99 < 10s',
        '--json',
        '--out',
        out,
      ]),
    );
    const result = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(result.operations.report.ok).toBeGreaterThan(30);
    expect(result.operations.report.ok).toBe(result.operations.report.count);
    expect(result.operations.crew.ok).toBeGreaterThan(30);
    expect(result.decide.count).toBeGreaterThan(10);
    expect(result.invariants.filter(({ violations }: { violations: number }) => violations > 0)).toEqual([]);
    expect(result.measures['op.report.response.p99'].value).toBeGreaterThan(0);
    expect(result.field.deployed['incidents.reported'].value).toBe(result.field.embedded['incidents.reported'].value);
    const judged = await gridbeat(['judge', join(out, 'history.ndjson'), '--json']);
    expect(judged.code).toBe(0);
    expect(JSON.parse(judged.stdout).invariants).toEqual(result.invariants);
    const junit = readFileSync(join(out, 'junit.xml'), 'utf8');
    expect(XMLValidator.validate(junit)).toBe(true);
    expect(junit).toContain('failures="0"');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('<path d="M');
    expect(readFileSync(join(out, 'seconds.ndjson'), 'utf8').trim().split('\n').length).toBeGreaterThan(4);
  }, 60_000);

  test('two threads send the same reports as one, and leave a whole history', async () => {
    const sent: unknown[][] = [];
    for (const threads of ['1', '2']) {
      const out = place.path(`threads-${threads}`);
      const args = ['load', 'lanwan', '--backend', town.url, '--from', 'D+0H+8', '--duration', '2s', '--json'];
      const more = ['--reports-only', '100/s', '--threads', threads, '--out', out];
      const { code, stdout } = await gridbeat([...args, ...more]);
      // 4: this machine was too busy to send in time.
      expect([0, 4]).toContain(code);
      const { setting, operations, invariants } = JSON.parse(stdout);
      expect(setting.threads).toBe(Number(threads));
      expect([operations.report.count, operations.report.ok]).toEqual([200, 200]);
      expect(invariants.filter(({ violations }: { violations: number }) => violations > 0)).toEqual([]);
      const lines = readFileSync(join(out, 'history.ndjson'), 'utf8').trim().split('\n');
      const records = lines.map((line) => JSON.parse(line));
      const invoked = records.filter(({ t }) => t === 'invoke');
      const over = records.filter(({ t }) => ['ok', 'fail', 'unknown'].includes(t));
      expect(over.map(({ op }) => op).sort()).toEqual(invoked.map(({ op }) => op).sort());
      expect(records.findLast(({ t }) => t === 'end')).toMatchObject({ reason: 'done' });
      sent.push(invoked.filter(({ name }) => name === 'report').map(({ key, body }) => ({ key, body })));
    }
    expect(sent[1]).toEqual(sent[0]);
  }, 60_000);

  test('a target that is missed is exit 3', async () => {
    const { code } = await gridbeat(
      ['load', 'lanwan', '--backend', town.url, '--from', 'D+0H+8', '--speed', '300', '--duration', '2s'].concat(
        [
          '--set',
          'incidents.scale=20',
          '--drain',
          '0s',
          '--target',
          'dispatch.p90 < 1s',
          '--target',
          'op.report.response.p99 < 10s',
        ],
        ['--out', place.path('missed')],
      ),
    );
    expect(code).toBe(3);
  }, 60_000);

  test('with --abort-on-miss a load that cannot meet its targets ends long before its time', async () => {
    const slow = await serve(['--scenario', 'lanwan', '--fault', 'slow:0.9']);
    const target = 'op.report.response.p99 < 500ms';
    const { code, stdout } = await gridbeat(
      ['load', 'lanwan', '--backend', slow.url, '--from', 'D+0H+8', '--speed', '300', '--duration', '300s'].concat(
        ['--reports-only', '5/s', '--target', 'invariants==0', '--target', target, '--abort-on-miss', '--json'],
        ['--out', place.path('abort')],
      ),
    );
    await slow.stop();
    const { lost, measured, targets, interrupted, validity } = JSON.parse(stdout);
    // On a machine with much else to do the generator may be late as well.
    expect([code, lost.target, interrupted]).toEqual([validity.valid ? 3 : 4, target, false]);
    expect(measured).toBeLessThan(120);
    expect(targets).toContainEqual({ target, verdict: 'missed' });
  }, 120_000);

  test('a backend that is gone before the end leaves no valid run', async () => {
    const gone = await serve(['--scenario', 'lanwan']);
    const out = place.path('gone');
    const args = ['load', 'lanwan', '--backend', gone.url, '--from', 'D+0H+8', '--duration', '4s', '--drain', '0s'];
    const loading = gridbeat([...args, '--reports-only', '20/s', '--timeout', '1s', '--json', '--out', out]);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    gone.process.kill('SIGKILL');
    const { code, stdout } = await loading;
    await gone.stop();
    expect(code).toBe(4);
    expect(JSON.parse(stdout).validity.reasons).toContain('gone');
  }, 60_000);

  test('everything wrong with the options is told at once, and nothing is sent', async () => {
    const { code, stderr } = await gridbeat([
      'load',
      'lanwan',
      '--backend',
      'ftp://x',
      '--speed',
      '0',
      '--target',
      'op.raport.response.p99 < 1s',
      '--drain',
      'x',
    ]);
    expect(code).toBe(2);
    for (const where of ['--backend', '--speed', '--target', '--drain']) expect(stderr).toContain(where);
    expect(stderr).toContain('op.report.response.p99');
  });

  test("another host needs to be named as one's own", async () => {
    const { code, stderr } = await gridbeat(['load', 'lanwan', '--backend', 'http://example.org']);
    expect(code).toBe(2);
    expect(stderr).toContain('--i-own');
  });

  test('nobody there, HTML, an endless answer and a closed door: exit 2 and one clear line', async () => {
    const html = await answering((_, response) => response.end('<html>\u001b[2J</html>'));
    const endless = await answering((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    const closed = await answering((_, response) => response.writeHead(401).end());
    const half = await answering((request) => request.socket.end());
    const urls = ['http://127.0.0.1:1', html.url, endless.url, closed.url, half.url];
    const results = await Promise.all(urls.map((url) => gridbeat(['load', 'lanwan', '--backend', url])));
    for (const { server } of [html, endless, closed, half]) {
      server.closeAllConnections();
      server.close();
    }
    expect(results.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2]);
    for (const { stderr } of results) expect(stderr).not.toContain('\u001b[2J');
    expect(results[3].stderr).toContain('GRIDBEAT_TOKEN');
  }, 60_000);
});
