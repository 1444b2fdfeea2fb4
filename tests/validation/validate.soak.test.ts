import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => `soak ${i}`);
const MOST_SECONDS = 60;
/** Half the width of an interval over its value. */
const WIDEST = 0.02;

const workplace = new Workplace();
afterAll(() => workplace.remove());

interface Row {
  readonly key: string;
  readonly theory: number;
  readonly simulated: number;
  readonly low: number | null;
  readonly high: number | null;
}

test.each(SEEDS)('seed "%s" passes within a minute, its intervals narrow', async (seed) => {
  await workplace.gridbeat(['city', 'build']);
  const start = performance.now();
  const { code, stdout } = await workplace.gridbeat(['validate', '--json', '--seed', seed]);
  expect((performance.now() - start) / 1000).toBeLessThan(MOST_SECONDS);
  expect(code).toBe(0);
  const { rows } = JSON.parse(stdout) as { rows: Row[] };
  const wide = rows.filter(
    ({ theory, simulated, low, high }) =>
      theory !== 0 && low !== null && high !== null && high - low > 2 * WIDEST * simulated,
  );
  expect(wide.map(({ key }) => key)).toEqual([]);
});

test('docs/validation.md shows what the command writes', async () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/validation.md', import.meta.url)), 'utf8');
  await workplace.gridbeat(['validate', '--seed', '1', '--report', 'report.md']);
  const tables = readFileSync(workplace.path('report.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  for (const line of tables) expect(page).toContain(line);
  const opinion = ['validate', 'lanwan', '--township', '望潮街道', '--days', '28', '--report', 'opinion.md'];
  await workplace.gridbeat(opinion);
  const [, beside = ''] = readFileSync(workplace.path('opinion.md'), 'utf8').split('## ');
  for (const line of beside.split('\n').filter((text) => text.startsWith('| '))) expect(page).toContain(line);
});
