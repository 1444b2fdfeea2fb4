import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import stringWidth from 'string-width';
import { afterEach, describe, expect, it } from 'vitest';
import { servedLanwan } from '../../load/served-lanwan.ts';
import { Pty } from '../pty.ts';

const town = servedLanwan();
const { place } = town;
let pty: Pty | undefined;
afterEach(() => pty?.kill());

const SIZE = { columns: 80, rows: 24, cwd: place.folder } as const;

interface Options {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly duration?: string;
  readonly out?: string;
}

function load({ columns = 80, rows = 24, env = {}, duration = '60s', out = 'out' }: Options = {}): Pty {
  const args = ['load', 'lanwan', '--backend', town.url, '--from', 'D+0H+8', '--speed', '300', '--duration', duration];
  const options = ['--set', 'incidents.scale=20', '--out', place.path(out), '--drain', '0s'];
  pty = new Pty([...args, ...options], { columns, rows, env, cwd: place.folder });
  return pty;
}

const CLOCK = /\d{4}-\d\d-\d\d \d\d:\d\d/;

describe('the live screen of a load', () => {
  it('shows what goes on, is paused and changed by keys, and q ends it and leaves the terminal as it was', async () => {
    const terminal = load({ out: 'keys' });
    await terminal.sees(/^answered +[1-9]/m);
    expect(terminal.state.alternate).toBe(true);
    expect(terminal.colours).toBeGreaterThan(0);
    expect(terminal.rows.length).toBe(24);
    for (const wanted of [
      /^Gridbeat · Lanwan.*127\.0\.0\.1/,
      /Load .*[█░].*%.*300×/,
      /^response .*ms/m,
      /no report lost +\d/,
    ])
      expect(terminal.text).toMatch(wanted);
    expect(terminal.rows[23]).toMatch(/^space pause/);

    terminal.press(' ');
    await terminal.sees(/Load .*paused/);
    const [stopped] = await terminal.sees(CLOCK);
    await wait(1500);
    expect(CLOCK.exec(terminal.text)?.[0]).toBe(stopped);
    terminal.press(' ');
    await terminal.sees(/Load .*300×/);
    await expect.poll(() => CLOCK.exec(terminal.text)?.[0], { timeout: 10_000 }).not.toBe(stopped);
    terminal.press('++');
    await terminal.sees(/Load .* 1200×/);

    terminal.press('q');
    expect(await terminal.exit()).toBe(130);
    expect(terminal.state).toEqual({ alternate: false, cursor: true });
    expect(terminal.text).toContain('Interrupted');
    expect(existsSync(place.path('keys', 'result.json'))).toBe(true);
  }, 60_000);

  it('uses a large terminal in Chinese, follows its size, and says when it is too small', async () => {
    const terminal = load({ columns: 120, rows: 40, env: { LC_ALL: 'zh_CN.UTF-8' }, out: 'size' });
    await terminal.sees(/^已应答 +[1-9]/m);
    expect(terminal.rows.length).toBe(40);
    expect(Math.max(...terminal.rows.map((row) => stringWidth(row)))).toBeLessThanOrEqual(120);
    expect(terminal.rows[39]).toContain('暂停');

    terminal.resize(70, 20);
    await terminal.sees(/70 × 20/);
    terminal.resize(80, 24);
    await terminal.sees(/^已应答 +\d/m);
    expect(terminal.rows[23]).toContain('暂停');

    // Ctrl-C twice: it leaves at once, and the terminal is as it was all the same.
    terminal.press('\u0003\u0003');
    expect(await terminal.exit()).toBe(130);
    expect(terminal.state).toEqual({ alternate: false, cursor: true });
  }, 60_000);

  it('ends by itself with its table, without colours where none are wanted', async () => {
    const terminal = load({ env: { NO_COLOR: '1' }, duration: '2s', out: 'short' });
    await terminal.sees(/no report lost/);
    await terminal.sees(/Written/);
    expect(await terminal.exit()).toBeLessThan(5);
    expect(terminal.colours).toBe(0);
    expect(terminal.state).toEqual({ alternate: false, cursor: true });
  }, 60_000);

  it('can be stopped while the backend is still told of the city', async () => {
    const slow = createServer((request, response) => {
      const answers: Readonly<Record<string, object>> = {
        '/v1/health': { status: 'ok', version: 'slow', exercise: 'none', now: null },
        '/v1/capabilities': { verbs: [], notices: [], clocks: ['paced'] },
      };
      const known = answers[request.url ?? ''];
      response.setHeader('content-type', 'application/json');
      setTimeout(() => response.end(JSON.stringify(known ?? { id: 'e', rows: 1 })), known === undefined ? 500 : 0);
    });
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
    pty = new Pty(['load', 'lanwan', '--backend', url, '--out', place.path('slow')], SIZE);
    await pty.sees(/^Preparing/m);
    pty.press('q');
    expect(await pty.exit()).toBe(130);
    expect(pty.state).toEqual({ alternate: false, cursor: true });
    expect(pty.text).not.toContain('409');
    slow.closeAllConnections();
    slow.close();
  }, 30_000);

  it('does not hide what is wrong before it begins', async () => {
    pty = new Pty(['load', 'lanwan', '--backend', 'http://127.0.0.1:1'], SIZE);
    expect(await pty.exit()).toBe(2);
    expect(pty.state).toEqual({ alternate: false, cursor: true });
    expect(pty.text).toContain('127.0.0.1:1');
  }, 30_000);
});
