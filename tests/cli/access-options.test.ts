import { chmodSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readAccess } from '../../src/cli/access-options.ts';
import { ArgumentReader, type RawArguments } from '../../src/cli/arguments.ts';
import { Authority, type Pair } from '../backend/authority.ts';

const authority = new Authority();
let mine: Pair;
let other: Pair;
let locked: Pair;
let expired: Pair;
beforeAll(() => {
  mine = authority.issue('mine', 'DNS:mine');
  other = authority.issue('other', 'DNS:other');
  locked = authority.issue('locked', 'DNS:locked', { passphrase: 'sesame' });
  expired = authority.issue('expired', 'DNS:expired', { days: -1 });
});
afterAll(() => authority.remove());
afterEach(() => vi.unstubAllEnvs());

function read(args: RawArguments, secure = true, token = true) {
  const reader = new ArgumentReader(args);
  const access = readAccess(reader, secure, token);
  const said = reader.problems.map(({ where, message }) => `${where} ${message.key}`);
  return { access, said, all: JSON.stringify(reader.problems) };
}

/** A file in the authority's folder. */
function file(name: string, text: string, mode = 0o600): string {
  const path = authority.path(name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

describe('certificates', () => {
  test('a certificate and its key, locked or not', () => {
    const { said, access } = read({ ca: authority.own.certFile, cert: mine.certFile, key: mine.keyFile });
    expect(said).toEqual([]);
    expect(access).toMatchObject({ ca: authority.own.cert, cert: mine.cert });
    vi.stubEnv('GRIDBEAT_KEY_PASSPHRASE', 'sesame');
    const opened = read({ cert: locked.certFile, key: locked.keyFile });
    expect(opened.said).toEqual([]);
    expect(opened.access.key).toMatch(/BEGIN PRIVATE KEY/);
  });

  test('what cannot work is told before anything is sent', () => {
    const { certFile: cert, keyFile: key } = mine;
    const text = file('text', 'hello');
    const openKey = file('open.key', mine.key, 0o644);
    const cases: readonly (readonly [RawArguments, string, string?])[] = [
      [{ ca: authority.path('nowhere') }, '--ca access.fileUnreadable'],
      [{ ca: authority.folder }, '--ca access.noFile'],
      [{ ca: text }, '--ca access.noCertificate'],
      [{ cert }, '--key access.certAndKey'],
      [{ key }, '--cert access.certAndKey'],
      [{ cert, key: text }, '--key access.noKey'],
      [{ cert, key: openKey }, '--key access.fileOpen'],
      [{ cert, key: other.keyFile }, '--key access.otherKey'],
      [{ cert: expired.certFile, key: expired.keyFile }, '--cert access.notValidToday'],
      [{ cert: locked.certFile, key: locked.keyFile }, '--key access.passphraseMissing'],
      [{ cert: locked.certFile, key: locked.keyFile }, '--key access.wrongPassphrase', 'open'],
    ];
    for (const [args, told, passphrase] of cases) {
      vi.stubEnv('GRIDBEAT_KEY_PASSPHRASE', passphrase);
      expect(read(args).said).toEqual([told]);
    }
    expect(read({ cert, key }, false).said).toEqual(['--cert access.needsTls']);
  });
});

describe('headers', () => {
  test('names and values as HTTP has them; nothing that Gridbeat writes itself, nothing twice', () => {
    expect(read({ header: ['X-Run:  seven of nine', 'x-b: 1'] }).access.headers).toEqual({
      'x-run': 'seven of nine',
      'x-b': '1',
    });
    for (const [header, key] of [
      ['nothing', 'badHeader'],
      ['X Run: 1', 'badHeader'],
      ['X-Run: a\r\nHost: evil', 'badHeader'],
      ['X-Run: a\u0000', 'badHeader'],
      ['X-Run: 城', 'badHeader'],
      ['Host: elsewhere', 'ownHeader'],
      ['Content-Length: 3', 'ownHeader'],
      ['Proxy-Authorization: x', 'ownHeader'],
    ])
      expect(read({ header }).said).toEqual([`--header access.${key}`]);
    expect(read({ header: ['x-a: 1', 'X-A: 2'] }).said).toEqual(['--header access.headerTwice']);
  });

  test('secrets are refused as arguments and taken from a file that nobody else may read', () => {
    for (const name of ['Authorization', 'Cookie', 'X-Api-Key', 'apikey', 'X-Auth-Token', 'X-Session-Id']) {
      const { said, all } = read({ header: `${name}: geheim` });
      expect(said).toEqual(['--header access.secretHeader']);
      expect(all).not.toContain('geheim');
    }
    const path = file('headers', '# ours\nX-Api-Key: geheim\n\nCookie: a=b; c=d\n');
    expect(read({ 'header-file': path }).access.headers).toEqual({ 'x-api-key': 'geheim', cookie: 'a=b; c=d' });
    const wrong = read({ 'header-file': file('wrong', 'X-Api-Key geheim\n') });
    expect(wrong.said).toEqual(['--header-file:1 access.badHeader']);
    expect(wrong.all).not.toContain('geheim');
    chmodSync(path, 0o640);
    expect(read({ 'header-file': path }).said).toEqual(['--header-file access.fileOpen']);
  });

  test('a token and an Authorization header exclude one another; Open311 has no token', () => {
    const token = file('token', 'abc\n');
    const headers = file('authorization', 'Authorization: Basic abc\n');
    expect(read({ 'token-file': token }).access.token).toBe('abc');
    expect(read({ 'token-file': token, 'header-file': headers }).said).toEqual(['--header-file access.twoTokens']);
    expect(read({ 'token-file': token }, true, false).said).toEqual(['--token-file access.noToken']);
  });
});

describe('a proxy', () => {
  test('its credentials come from the environment or a file, never from the address', () => {
    const proxy = 'http://proxy.example:3128';
    expect(read({ proxy }).access.proxy).toEqual({ url: proxy });
    vi.stubEnv('GRIDBEAT_PROXY_AUTH', 'me:geheim');
    const authorization = `Basic ${Buffer.from('me:geheim').toString('base64')}`;
    expect(read({ proxy }).access.proxy).toEqual({ url: proxy, authorization });
    const other = file('proxy', 'you:other\n');
    expect(read({ proxy, 'proxy-auth-file': other }).access.proxy?.authorization).not.toBe(authorization);
    const inAddress = read({ proxy: 'http://me:geheim@proxy.example:3128' });
    expect(inAddress.said).toEqual(['--proxy access.proxySecret']);
    expect(inAddress.all).not.toContain('geheim');
  });

  test('what is no proxy', () => {
    for (const proxy of ['proxy:3128', 'socks5://proxy:1', 'http://proxy/path'])
      expect(read({ proxy }).said).toEqual(['--proxy usage.badValue']);
    expect(read({ 'proxy-auth-file': file('alone', 'a:b') }).said).toEqual(['--proxy-auth-file access.proxyMissing']);
    vi.stubEnv('GRIDBEAT_PROXY_AUTH', 'nocolon');
    expect(read({ proxy: 'http://proxy:1' }).said).toEqual(['--proxy-auth-file access.badCredentials']);
  });
});

test('times', () => {
  expect(read({ timeout: '2s', 'keep-alive': '0' }).access).toMatchObject({ timeout: 2000, keepAlive: 0 });
  expect(read({ timeout: '0', 'keep-alive': 'x' }).said).toEqual([
    '--timeout usage.badValue',
    '--keep-alive usage.badValue',
  ]);
});
