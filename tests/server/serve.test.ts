import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';

const place = new Workplace();
afterAll(() => place.remove());

describe('gridbeat serve', () => {
  it.each([
    [
      ['--fault', 'loose:0.1', '--fault', 'lose:2'],
      ['did you mean lose', 'lose:0.01'],
    ],
    [['--fault', 'nothing-like-it:1'], ['lose, duplicate, twice']],
    [['--host', '0.0.0.0'], ['--token-file']],
    [['--token-file', 'missing'], ['--token-file']],
    [['--db', '.'], ['--db: this database cannot be used']],
  ])('%j is a mistake, said before anything is served', async (args, words) => {
    const { code, stdout, stderr } = await place.gridbeat(['serve', ...args], { env: { GRIDBEAT_TOKEN: '' } });
    expect([code, stdout]).toEqual([2, '']);
    for (const word of words) expect(stderr).toContain(word);
  });

  it('says that the port is taken, and that others may read the token', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => taken.once('listening', done));
    const { port } = taken.address() as { port: number };
    const busy = await place.gridbeat(['serve', '--port', String(port)]);
    taken.close();
    expect([busy.code, busy.stderr]).toEqual([2, expect.stringContaining('--port: another program listens there')]);
    writeFileSync(place.path('token'), 'secret', { mode: 0o644 });
    const open = await place.gridbeat(['serve', '--token-file', place.path('token')]);
    expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('chmod 600')]);
  });

  it('goes on with a database only under the same settings', async () => {
    const db = place.path('a.db');
    writeFileSync(place.path('not.db'), createHash('sha512').update('x').digest());
    const serveOnce = (args: string[]) =>
      place.gridbeat(['serve', ...args], { started: (kill) => setTimeout(kill, 1500, 'SIGTERM') });
    expect((await serveOnce(['--db', db])).code).toBe(143);
    expect((await serveOnce(['--db', place.path('not.db')])).code).toBe(2);
  });

  it('the examples of docs/dispatch-api.md work', async () => {
    const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [main, 'serve'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const url = await new Promise<string>((done) => child.stdout.once('data', (text) => done(String(text).trim())));
    const page = readFileSync(new URL('../../docs/dispatch-api.md', import.meta.url), 'utf8');
    const [, script = ''] = /```sh\n(api=[^]*?)```/.exec(page) ?? [];
    const shell = spawn('bash', ['-e'], { stdio: ['pipe', 'pipe', 'pipe'] });
    let said = '';
    shell.stdout.on('data', (text) => {
      said += text;
    });
    shell.stderr.on('data', (text) => {
      said += text;
    });
    shell.stdin.end(script.replace('http://127.0.0.1:8080', url));
    const code = await new Promise((done) => shell.once('close', done));
    child.kill('SIGTERM');
    expect([code, said]).toEqual([0, expect.stringContaining('"type":"sign"')]);
  });
});
