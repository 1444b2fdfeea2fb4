import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brief } from '../scenario/problem.ts';
import { suggestion } from '../scenario/suggest.ts';
import { UsageError } from './usage-error.ts';

/** Files that come with the package; two folders up both from src/cli and from dist/cli. */
const ROOT = new URL('../../', import.meta.url);

/** Gridbeat's own version, from its package.json. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  return version;
}

/** The k6 script that `export k6` fills in. */
export function k6Template(): string {
  return readFileSync(new URL('fixtures/k6/open-part.ts', ROOT), 'utf8');
}

/** Names of the scenarios that come with Gridbeat, the default first. */
export function shippedScenarios(): string[] {
  const names = readdirSync(new URL('scenarios/', ROOT))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length));
  return names.sort((a, b) => Number(b === DEFAULT_SCENARIO) - Number(a === DEFAULT_SCENARIO) || a.localeCompare(b));
}

/** Names of the cities that come with Gridbeat. */
export function shippedCities(): string[] {
  const folders = readdirSync(new URL('fixtures/', ROOT));
  return folders.filter((name) => existsSync(new URL(`fixtures/${name}/city.json`, ROOT)));
}

const DEFAULT_SCENARIO = 'yangzhou';

/** What cannot be looked at is told by whoever reads it. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The file that a command's SCENARIO means: a path, or the name of a shipped scenario. Throws UsageError for what looks
 * like a name and is none; a path that leads nowhere is for the loader to complain about.
 */
export function scenarioPath(given: string = DEFAULT_SCENARIO): string {
  if (isFile(given)) return given;
  const shipped = shippedScenarios();
  if (shipped.includes(given)) return fileURLToPath(new URL(`scenarios/${given}.yaml`, ROOT));
  if (/[./\\]/.test(given)) return given;
  const meant = suggestion(given, shipped);
  throw new UsageError([
    { where: brief(given), path: '', message: { key: 'usage.unknownScenario' }, ...(meant && { suggestion: meant }) },
  ]);
}
