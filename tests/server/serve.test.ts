import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';
import { Served } from '../load/served.ts';

const place = new Workplace();
afterAll(() => place.remove());

/** The examples of the page as one script, sent to that server instead. */
function examples(url: string): string {
  const page = readFileSync(new URL('../../docs/dispatch-api.md', import.meta.url), 'utf8');
  const [, script = ''] = /```sh\n(api=[\s\S]*?)```/.exec(page) ?? [];
  return script.replace('http://127.0.0.1:8080', url);
}

function bash(script: string): Promise<{ code: number | null; said: string }> {
  const shell = spawn('bash', ['-e'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  shell.stdin.end(script);
  return new Promise((done) => shell.once('close', (code) => done({ code, said })));
}

describe('gridbeat serve', () => {
  it('tells every mistake at once, before anything is served', async () => {
    writeFileSync(place.path('token'), 'secret', { mode: 0o644 });
    const faults = ['loose:0.1', 'lose:2', 'nothing-like-it:1'].flatMap((fault) => ['--fault', fault]);
    const args = [...faults, '--host', '0.0.0.0', '--token-file', place.path('token'), '--port', '70000'];
    const { code, stdout, stderr } = await place.gridbeat(['serve', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    const words = ['did you mean lose', 'lose:0.01', 'lose, duplicate, twice', '--host: ', 'chmod 600', '65535'];
    for (const word of words) expect(stderr.replaceAll(',535', '535')).toContain(word);
  });

  it('says that the port is taken, or that the file is no database', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { port } = taken.address() as { port: number };
    writeFileSync(place.path('not.db'), 'no database at all, but long enough to be taken for one'.repeat(20));
    const [busy, wrong] = await Promise.all([
      place.gridbeat(['serve', '--port', String(port)]),
      place.gridbeat(['serve', '--db', place.path('not.db')]),
    ]);
    taken.close();
    expect([busy.code, busy.stderr]).toEqual([2, expect.stringContaining('--port: another program listens there')]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--db: this database cannot be used')]);
  });

  it('works as docs/dispatch-api.md says, stops cleanly, and goes on only under the same settings', async () => {
    const served = await new Served([]).start();
    expect(await bash(examples(served.url))).toEqual({ code: 0, said: expect.stringContaining('"type":"sign"') });
    expect(await served.end('SIGTERM')).toBe(143);
    const other = await place.gridbeat(['serve', '--db', served.database, '--policy', 'leastLoaded']);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('begun with policy "ownGridFirst"')]);
    await served.stop();
  }, 30_000);
});

it('ends although somebody has sent half a request', async () => {
  const served = await new Served([]).start();
  const { hostname, port } = new URL(served.url);
  const half = connect(Number(port), hostname);
  half.on('error', () => {});
  half.write(
    'POST /v1/reports HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  );
  await new Promise((done) => setTimeout(done, 200));
  expect(await served.end('SIGTERM')).toBe(143);
  half.destroy();
  await served.stop();
}, 20_000);

describe('what is not even a request of this API', () => {
  const raw = (url: string, text: string): Promise<string> => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(text);
    return new Promise((done) => {
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('close', () => done(answer));
      socket.on('error', () => {});
    });
  };

  it('is answered by problem details, after the guard', async () => {
    const served = await new Served([], { GRIDBEAT_TOKEN: 'secret' }).start();
    const get = (path: string, more = '') =>
      raw(served.url, `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${more}\r\n`);
    const token = 'authorization: bearer secret\r\n';
    const answers = await Promise.all([
      get('/v1/incidents/%zz'),
      get('/v1/incidents/%zz', token),
      get(`/v1/incidents/${'9'.repeat(9000)}`, token),
      get('/v1/health', `${token}host: evil\r\n`),
      get('/v1/orders', `${token}accept: text/event-stream\r\nlast-event-id: abc\r\n`),
      raw(served.url, 'what is this\r\n\r\n'),
    ]);
    const found = answers.map((answer) => Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1]));
    expect(found).toEqual([401, 400, expect.toSatisfy((status) => status >= 400 && status < 500), 400, 400, 400]);
    for (const answer of answers) {
      expect(answer.toLowerCase()).toContain('application/problem+json');
      expect(answer.length).toBeLessThan(2000);
    }
    await served.stop();
  }, 20_000);

  it('nor a database of this server: it is left as it was', async () => {
    const file = place.path('precious.db');
    const database = new DatabaseSync(file);
    database.exec("CREATE TABLE precious (a TEXT); INSERT INTO precious VALUES ('b')");
    database.close();
    const before = readFileSync(file);
    const { code, stderr } = await place.gridbeat(['serve', '--db', file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('--db: this database holds something else')]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
