import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workplace } from './gridbeat.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const run = promisify(execFile);
const place = new Workplace();
afterAll(() => place.remove());

/** The package as it is built and published, installed in the folder. */
async function install(): Promise<void> {
  const installed = place.path('node_modules', 'gridbeat');
  const built = place.path('built');
  mkdirSync(place.path('node_modules'), { recursive: true });
  for (const part of ['package.json', 'bin', 'scenarios', 'fixtures'])
    cpSync(join(ROOT, part), join(built, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(built, 'node_modules'));
  symlinkSync(built, installed);
  const dist = join(built, 'dist');
  await run(process.execPath, [join(ROOT, 'build.ts'), dist]);
  await run(process.execPath, [TSC, '-p', join(ROOT, 'tsconfig.build.json'), '--outDir', dist]);
}

describe('gridbeat backend new', () => {
  beforeAll(async () => {
    await install();
    const { code, stdout } = await place.gridbeat(['backend', 'new', 'mine', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ written: ['mine.ts', 'mine.test.ts'] });
  }, 120_000);

  test('what it writes runs the contract suite, and keeps to it', async () => {
    const args = ['--test', '--test-reporter=tap', 'mine.test.ts'];
    const { stdout } = await run(process.execPath, args, { cwd: place.folder, env: { PATH: process.env.PATH } });
    expect(stdout).toMatch(/# pass [1-9]/);
    expect(stdout).toContain('# fail 0');
    expect(stdout).toContain('mine keeps to the contract of backends');
  });

  test('what it writes is sound TypeScript', async () => {
    const options = ['--strict', '--noEmit', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
    const types = ['--allowImportingTsExtensions', '--typeRoots', join(ROOT, 'node_modules/@types'), '--types', 'node'];
    await run(process.execPath, [TSC, ...options, ...types, 'mine.ts', 'mine.test.ts'], { cwd: place.folder });
  });

  test('the installed gridbeat runs it', async () => {
    const program = place.path('node_modules', 'gridbeat', 'bin', 'gridbeat.js');
    const args = ['run', 'lanwan', '--backend', './mine.ts', '--days', '1', '--warmup', '0', '--replications', '2'];
    const { stdout, stderr } = await run(process.execPath, [program, ...args, '--out', 'result', '--json'], {
      cwd: place.folder,
      env: { PATH: process.env.PATH, HOME: place.folder, XDG_CACHE_HOME: process.env.XDG_CACHE_HOME },
      maxBuffer: 64 * 1024 * 1024,
    });
    const { measures } = JSON.parse(stdout);
    expect(measures['incidents.filed'].value).toBeGreaterThan(0);
    expect(stderr).toContain('assign');
  });

  test('nothing is written over, and nothing half', async () => {
    writeFileSync(place.path('other.test.ts'), 'mine');
    const { code, stderr } = await place.gridbeat(['backend', 'new', 'other']);
    expect(code).toBe(2);
    expect(stderr).toContain('other.test.ts');
    expect(readFileSync(place.path('other.test.ts'), 'utf8')).toBe('mine');
    expect(() => readFileSync(place.path('other.ts'))).toThrow('ENOENT');
  });

  test.each(['../mine', '', 'a b', 'x'.repeat(61)])('%s is no name', async (name) => {
    expect((await place.gridbeat(['backend', 'new', name])).code).toBe(2);
  });
});
