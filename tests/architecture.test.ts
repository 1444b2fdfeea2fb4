import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** From the top down: a folder imports only from folders that stand later in this list. */
const LAYERS = [
  'cli',
  'tui',
  'report',
  'server',
  'load',
  'drill',
  'validation',
  'calibration',
  'experiment',
  'contract',
  'run',
  'backend',
  'field',
  'port',
  'city',
  'scenario',
  'style',
  'locales',
  'kernel',
];

/** What a worker thread may reach: Node itself runs these files there, and it knows no JSX. */
const REACHED_BY_WORKERS = [
  'kernel',
  'city',
  'scenario',
  'locales',
  'port',
  'field',
  'backend',
  'run',
  'validation',
  'calibration',
  'tui',
  'load',
];

const MOST_LINES = 300;

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => file.split(sep).join('/'));
const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

/** Static imports and re-exports, dynamic imports, and the files that worker pools are pointed at. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]|new URL\(\s*['"](\.[^'"]+\.tsx?)['"]/g;

function importsOf(file: string): string[] {
  return [...(texts.get(file) ?? '').matchAll(IMPORT)].map(([, from, dynamic, url]) =>
    relative(SRC, join(SRC, dirname(file), from ?? dynamic ?? url ?? ''))
      .split(sep)
      .join('/'),
  );
}

const imports = new Map(files.map((file) => [file, importsOf(file)]));
const layer = (file: string): string => file.split('/')[0] ?? '';

/** The first cycle that a depth-first walk meets, as the files along it. */
function findCycle(): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const next of imports.get(file) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('the shape of src', () => {
  test('the walk finds imports at all', () => {
    expect(imports.get('locales/index.ts')).toContain('locales/message.ts');
    expect([...imports.values()].flat().length).toBeGreaterThan(files.length);
  });

  test('every file stands in a known folder', () => {
    expect(files.filter((file) => !LAYERS.includes(layer(file)))).toEqual([]);
  });

  test('every import leads to a file, with its ending', () => {
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !texts.has(target))
        .map((target) => `${file} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('folders import only from folders below them', () => {
    const upwards = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => LAYERS.indexOf(layer(target)) < LAYERS.indexOf(layer(file)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upwards).toEqual([]);
  });

  test('no files import one another in a circle', () => {
    expect(findCycle()).toBeUndefined();
  });

  test(`no file has more than ${MOST_LINES} lines`, () => {
    const long = files.filter((file) => (texts.get(file) ?? '').split('\n').length - 1 > MOST_LINES);
    expect(long).toEqual([]);
  });

  test('nothing that a worker thread reaches is or imports a .tsx file', () => {
    const reached = files.filter((file) => REACHED_BY_WORKERS.some((folder) => file.startsWith(`${folder}/`)));
    const jsx = reached.flatMap((file) => [file, ...importsOf(file)]).filter((file) => file.endsWith('.tsx'));
    expect(jsx).toEqual([]);
  });
});

describe('the dependencies', () => {
  const read = (file: string) => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const [, runtime = '', development = ''] = read('docs/dependencies.md').split(/^\| (?:runtime|development) \|.*$/m);
  const named = (table: string) => [...table.matchAll(/^\| (\S+) \|/gm)].map(([, name]) => name ?? '');

  test('that reach users say in docs/dependencies.md what they are for, and nothing else does', () => {
    expect(named(runtime)).toEqual(Object.keys(dependencies));
  });

  test('that reach developers do so too, those for types together', () => {
    const others = Object.keys(devDependencies).map((name) => name.replace(/^@types\/.*/, '@types/*'));
    expect(named(development)).toEqual([...new Set(others)]);
  });

  test('that reach users are all imported', () => {
    const PACKAGE = /(?:\bfrom|\bimport|\bimport\()\s*'((?:@[^'/]+\/)?[^.'/][^'/]*)/g;
    const imported = new Set(
      [...texts.values()].flatMap((text) => [...text.matchAll(PACKAGE)].map(([, name]) => name)),
    );
    expect(Object.keys(dependencies).filter((name) => !imported.has(name))).toEqual([]);
  });
});
