import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Ended, Workplace } from './gridbeat.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const BACKEND = 'http://127.0.0.1:33999';
const place = new Workplace();
afterAll(() => place.remove());

const k6 = (() => {
  try {
    return execFileSync('which', ['k6'], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
})();

describe('export k6', () => {
  let ended: Ended;
  beforeAll(async () => {
    const more = ['--duration', '20s', '--operator', '--json'];
    ended = await place.gridbeat(['export', 'k6', 'storm', '--backend', BACKEND, '--out', 'k6', ...more]);
  }, 60_000);
  const read = (name: string): string => readFileSync(place.path('k6', name), 'utf8');

  test('writes as many operations as it says, in order of time', () => {
    expect(ended.stderr).toBe('');
    const { operations, files } = JSON.parse(ended.stdout) as { operations: Record<string, number>; files: string[] };
    const parts = files.filter((name) => name.startsWith('operations-'));
    const list = parts.flatMap((name) => JSON.parse(read(name)) as { due: number; name: string }[]);
    for (const [name, count] of Object.entries(operations))
      expect(list.filter((each) => each.name === name).length, name).toBe(count);
    expect(list.map(({ due }) => due)).toEqual(list.map(({ due }) => due).sort((a, b) => a - b));
    expect(list.at(-1)?.due).toBeLessThanOrEqual(20_000);
  });

  test('the script passes the type checker with the types of k6 2 alone', () => {
    symlinkSync(MODULES, place.path('node_modules'));
    const compilerOptions = { strict: true, noEmit: true, target: 'es2023', module: 'esnext', types: ['k6'] };
    const config = { compilerOptions: { ...compilerOptions, moduleResolution: 'bundler' }, files: ['k6/open-part.ts'] };
    writeFileSync(place.path('tsconfig.json'), JSON.stringify(config));
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    execFileSync(process.execPath, [tsc, '-p', place.path('tsconfig.json')], { stdio: 'pipe' });
  });

  test('the manifests hold the same files, each ConfigMap below the limit, all mounted', () => {
    const names = readdirSync(place.path('k6', 'operator'));
    const documents = names.map((name) => parse(read(`operator/${name}`)));
    const maps = documents.filter(({ kind }) => kind === 'ConfigMap');
    const data: Record<string, string> = Object.assign({}, ...maps.map((map) => map.data));
    for (const map of maps)
      expect(Buffer.byteLength(JSON.stringify(Object.keys(map.data)) + Object.values(map.data).join(''))).toBeLessThan(
        1_048_576,
      );
    expect(Object.keys(data).sort()).toEqual(
      readdirSync(place.path('k6'))
        .filter((name) => name !== 'operator')
        .sort(),
    );
    for (const [name, text] of Object.entries(data)) expect(text === read(name), name).toBe(true);
    const { spec } = documents.find(({ kind }) => kind === 'TestRun');
    const mounted = spec.runner.volumes[0].projected.sources.map(
      (source: { configMap: { name: string } }) => source.configMap.name,
    );
    expect(mounted.sort()).toEqual(maps.map((map) => map.metadata.name).sort());
  });

  test.skipIf(k6 === undefined)('k6 itself takes the script (skipped where there is none)', () => {
    execFileSync(k6 ?? '', ['inspect', place.path('k6', 'open-part.ts')], { stdio: 'pipe' });
  });

  test('all that is wrong is told at once, and nothing is written', async () => {
    const wrong = ['--backend', 'http://me:secret@host', '--from', 'D-1', '--speed', '0', '--duration', '3d'];
    const { code, stderr } = await place.gridbeat(['export', 'k6', 'storm', ...wrong]);
    expect(code).toBe(2);
    for (const option of ['--backend', '--from', '--speed', '--duration', '--out']) expect(stderr).toContain(option);
    expect(stderr).not.toContain('secret');
  });
});
