import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BackendError } from '../../src/backend/backend-error.ts';
import { guarded } from '../../src/backend/module/guarded.ts';
import { createBackend } from '../../src/run/backends.ts';
import { Workplace } from '../cli/gridbeat.ts';
import { backendContract, contractScenario } from '../port/contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridbeat-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function moduleOf(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const FILER = moduleOf(
  'filer.ts',
  `export default () => ({
    capabilities: { verbs: ['file'], notices: ['reported'] },
    start(): void {},
    exchange: (notices: { type: string; incident: number }[]) => ({
      orders: notices.map(({ incident }) => ({ type: 'file', incident })),
    }),
    stop(): void {},
  });`,
);

backendContract('a module that only files', (scenario) => createBackend(FILER, scenario, 0));

test('the embedded policy that helps is named, with its verbs', async () => {
  const { help } = (await createBackend(FILER, contractScenario(), 0)).capabilities;
  expect(help?.by).toBe('embedded:ownGridFirst');
  expect(help?.verbs).toContain('assign');
  expect(help?.verbs).not.toContain('file');
});

test('everything that a module lacks is told at once', async () => {
  const path = moduleOf(
    'bad.ts',
    "export default () => ({ capabilities: { verbs: ['fly'], notices: [] }, start() {} });",
  );
  const error = await Promise.resolve(createBackend(path, contractScenario(), 0)).catch((thrown: unknown) => thrown);
  expect(error instanceof BackendError && error.problems.map(({ message }) => message.key)).toEqual([
    'module.noMethod',
    'module.noMethod',
    'module.unknownCapability',
  ]);
});

const faulty = (name: string, exchange: string, start = '') =>
  moduleOf(
    name,
    `export default () => ({
      capabilities: { verbs: ['sign', 'file', 'assign', 'close'], notices: ['reported'] },
      start() { ${start} },
      exchange() { ${exchange} },
      stop() {},
    });`,
  );

test.each([
  ['start', faulty('start.mjs', 'return { orders: [] };', "throw new Error('no city');"), 'no city'],
  ['exchange', faulty('throws.mjs', "throw new Error('boom');"), 'boom'],
  ['exchange', faulty('later.mjs', "return Promise.reject(new Error('boom'));"), 'boom'],
  ['exchange', faulty('nothing.mjs', ''), 'undefined'],
  ['exchange', faulty('rubbish.mjs', 'return { orders: [null] };'), 'null'],
  ['exchange', faulty('wake.mjs', "return { orders: [], wake: 'soon' };"), 'soon'],
])(
  "what goes wrong in the %s of a module is the module's fault, on any number of threads: %s",
  async (method, path, said) => {
    const place = new Workplace();
    const args = ['run', 'lanwan', '--days', '1', '--warmup', '0', '--replications', '2', '--backend', path];
    const ended = await Promise.all(['1', '2'].map((threads) => place.gridbeat([...args, '--threads', threads])));
    place.remove();
    for (const { code, stderr } of ended) {
      expect(code).toBe(4);
      expect(stderr).toContain(path);
      expect(stderr).toContain(method);
      expect(stderr).toContain(said);
    }
  },
  60_000,
);

test('what a module never answers is the module’s fault, whatever it was asked', async () => {
  const never = () => new Promise<never>(() => {});
  const capabilities = { verbs: [], notices: [] };
  const silent = guarded('silent.ts', { capabilities, start: never, exchange: never, stop: never }, 30);
  const told = (reason: unknown) => (reason instanceof BackendError ? reason.problems[0].message : reason);
  const asked = [silent.start({} as never, {} as never, {} as never, () => {}), silent.exchange([], 0), silent.stop()];
  const answers = await Promise.allSettled(asked);
  expect(answers.map((answer) => (answer.status === 'rejected' ? told(answer.reason) : answer))).toEqual(
    ['start', 'exchange', 'stop'].map((method) => ({ key: 'module.neverAnswered', values: { method, seconds: 0.03 } })),
  );
});

test('a module that ends the program does not make it a success; one taken for CommonJS is told the cure', async () => {
  const place = new Workplace();
  const args = ['run', 'lanwan', '--days', '1', '--warmup', '0', '--replications', '1', '--backend'];
  const common = join(folder, 'common');
  mkdirSync(common);
  writeFileSync(join(common, 'package.json'), '{"type": "commonjs"}');
  writeFileSync(join(common, 'mine.ts'), readFileSync(FILER, 'utf8'));
  const [ended, taken] = await Promise.all([
    place.gridbeat([...args, faulty('ends.mjs', 'process.exit(0)')]),
    place.gridbeat([...args, join(common, 'mine.ts')]),
  ]);
  place.remove();
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toContain('ended before it was done');
  expect(taken.code).toBe(2);
  expect(taken.stderr).toContain('"type": "module"');
});
