import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type ReadFamily, readExposition } from '../report/exposition-format.ts';
import { servedLanwan } from './served-lanwan.ts';

const town = servedLanwan('--fault', 'lose:0.5');
const { place } = town;

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function get(port: number, headers: Record<string, string> = {}, path = '/metrics') {
  return new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }),
      );
    });
    asked.on('error', reject).end();
  });
}

type Families = Map<string, ReadFamily>;
const sum = (families: Families, name: string, labels: Record<string, string> = {}): number =>
  [...(families.get(name)?.samples.values() ?? [])]
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((total, { value }) => total + value, 0);

describe('gridbeat load --prometheus', () => {
  test('a running load is scraped: strictly parsed, only growing, and as the result has it', async () => {
    const port = await freePort();
    const stretch = ['--from', 'D+0H+9', '--speed', '600', '--warmup', '1s', '--duration', '5s', '--drain', '0s'];
    const scale = ['--set', 'incidents.scale=2'];
    const more = ['--json', '--prometheus', String(port), '--out', place.path('scraped')];
    const ending = place.gridbeat(['load', 'lanwan', '--backend', town.url, ...stretch, ...scale, ...more]);
    const scrapes: Families[] = [];
    let isOver = false;
    const ended = ending.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const answer = await get(port).catch(() => undefined);
      if (answer === undefined) {
        await wait(50);
        continue;
      }
      expect(answer.type).toBe('text/plain; version=0.0.4; charset=utf-8');
      scrapes.push(readExposition(answer.text));
      if (scrapes.length === 1) {
        expect((await get(port, { host: 'evil.example' })).status).toBe(421);
        expect((await get(port, { origin: 'http://evil.example' })).status).toBe(403);
        expect((await get(port, {}, '/')).status).toBe(404);
      }
      await wait(100);
    }
    const { code, stdout, stderr } = await ended;
    expect(code).toBe(3);
    expect(stderr).toContain(`http://127.0.0.1:${port}/metrics`);
    const phases = new Set(
      scrapes.flatMap((families) =>
        [...(families.get('gridbeat_load_phase')?.samples.values() ?? [])]
          .filter(({ value }) => value === 1)
          .map(({ labels }) => labels.phase),
      ),
    );
    for (const phase of ['warmup', 'load']) expect(phases).toContain(phase);
    scrapes.reduce((before, after) => {
      for (const [name, { type, samples }] of before) {
        if (type === 'gauge') continue;
        for (const [series, { value }] of samples)
          expect(after.get(name)?.samples.get(series)?.value, series).toBeGreaterThanOrEqual(value);
      }
      return after;
    });
    for (const families of scrapes)
      for (const [name, { type, samples }] of families) {
        if (type !== 'histogram') continue;
        let below = 0;
        for (const { name: part, labels, value } of samples.values()) {
          if (part === `${name}_bucket`) {
            expect(value).toBeGreaterThanOrEqual(labels.le === '0.000125' ? 0 : below);
            below = value;
          }
          if (part === `${name}_count`) expect(value).toBe(below);
        }
      }
    const last = scrapes.at(-1) as Families;
    const result = JSON.parse(stdout);
    expect(sum(last, 'gridbeat_load_info', { scenario: 'lanwan', backend: town.url })).toBe(1);
    // The last look may have come before the last answer.
    const { report } = result.operations;
    const ok = sum(last, 'gridbeat_load_operations_total', { operation: 'report', result: 'ok' });
    expect(ok).toBeGreaterThan(0.5 * report.ok);
    expect(ok).toBeLessThanOrEqual(report.ok);
    const [count] = [...(last.get('gridbeat_load_response_seconds')?.samples.values() ?? [])].filter(
      ({ name, labels }) => name.endsWith('_count') && labels.operation === 'report',
    );
    expect(count?.value).toBe(
      ok + sum(last, 'gridbeat_load_operations_total', { operation: 'report', result: 'failed' }),
    );
    const lost = result.invariants.find(({ name }: { name: string }) => name === 'lost');
    expect(lost.violations).toBeGreaterThan(0);
    expect(sum(last, 'gridbeat_load_violations_total', { invariant: 'lost' })).toBeLessThanOrEqual(lost.violations);
  }, 60_000);

  test('a port that is taken is told before anything is sent', async () => {
    const { port } = new URL(town.url);
    const { code, stderr } = await place.gridbeat(['load', 'lanwan', '--backend', town.url, '--prometheus', port]);
    expect(code).toBe(2);
    expect(stderr).toContain('--prometheus');
  });
});
