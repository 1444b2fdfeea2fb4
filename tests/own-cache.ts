import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One cache for a whole run of the tests and the programs they start: the first that needs a city builds it. */
export default function ownCache(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gridbeat-cache-'));
  process.env.XDG_CACHE_HOME = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
