import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Options } from 'k6/options';
import exec from './shim/execution.ts';
import { metrics } from './shim/metrics.ts';

/**
 * Runs an exported script as k6 would with one virtual user: `node runner.ts SCRIPT`, its variables in K6_ENV (JSON). Its
 * modules are stood in for by those of `shim/`; requests are real. Prints JSON: metrics, failed checks, broken thresholds.
 */
interface Script {
  readonly options: Options;
  setup(): unknown;
  default(data: unknown): void;
}

const [path = ''] = process.argv.slice(2);
const SHIMS: Readonly<Record<string, string>> = {
  k6: 'k6',
  'k6/data': 'data',
  'k6/execution': 'execution',
  'k6/http': 'http',
  'k6/metrics': 'metrics',
};
registerHooks({
  resolve(specifier, context, next) {
    const shim = SHIMS[specifier];
    return next(shim === undefined ? specifier : new URL(`./shim/${shim}.ts`, import.meta.url).href, context);
  },
});
Object.assign(globalThis, {
  __ENV: JSON.parse(process.env.K6_ENV ?? '{}'),
  open: (name: string) => readFileSync(join(dirname(path), name), 'utf8'),
});
// What the script tells people is not what is printed.
console.log = console.error;

interface Arrivals {
  readonly timeUnit: string;
  readonly stages: readonly { readonly target: number; readonly duration: string }[];
}

/** The iterations that k6 begins: the integral of the rate over the stages, in each of which it changes linearly. */
function iterations({ timeUnit, stages }: Arrivals): number {
  let from = 0;
  let sum = 0;
  for (const { target, duration } of stages) {
    sum += ((from + target) / 2) * (Number.parseFloat(duration) / Number.parseFloat(timeUnit));
    from = target;
  }
  return Math.floor(sum);
}

function isKept(name: string, threshold: string): boolean {
  const [, aggregate, operator, bound] = /^(rate|count)(==|>=|<)([\d.]+)$/.exec(threshold) ?? [];
  const values = metrics.values.get(name) ?? [];
  const sum = values.reduce((total, value) => total + value, 0);
  const value = aggregate === 'rate' ? sum / values.length : sum;
  if (operator === '==') return value === Number(bound);
  return operator === '<' ? value < Number(bound) : value >= Number(bound);
}

const script = (await import(pathToFileURL(path).href)) as Script;
const { scenarios = {}, thresholds = {} } = script.options;
// What k6 hands on is JSON.
const data: unknown = JSON.parse(JSON.stringify(script.setup()));
const planned = iterations(scenarios.open_part as unknown as Arrivals);
exec.scenario.startTime = Date.now();
for (let i = 0; i < planned; i++) {
  exec.scenario.iterationInTest = i;
  script.default(data);
}
const broken = Object.entries(thresholds).flatMap(([name, list]) =>
  list
    .map(String)
    .filter((threshold) => !isKept(name, threshold))
    .map((threshold) => `${name}: ${threshold}`),
);
const sums = [...metrics.values].map(([name, values]) => [name, values.reduce((sum, value) => sum + value, 0)]);
process.stdout.write(
  JSON.stringify({ planned, sums: Object.fromEntries(sums), failures: [...metrics.failures], broken }),
);
