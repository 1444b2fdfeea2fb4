import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { type LoadedScenario, loadScenario } from '../../src/scenario/load.ts';
import { type Problem, ScenarioError } from '../../src/scenario/problem.ts';

export const YANGZHOU = resolve('scenarios/yangzhou.yaml');
export const STORM = resolve('scenarios/storm.yaml');
export const CATALOGUE = resolve('fixtures/yangzhou/incidents.yaml');

/** Writes files into a folder that goes away with the test, and returns the folder. */
export async function folderWith(files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gridbeat-scenario-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  return folder;
}

/** The default scenario with a few kinds only, which is read ten times as fast. */
const small = loadScenario(YANGZHOU).then(({ scenario }) => {
  const { vendors, exposedGarbage, burning, roadFlooding, carMoving } = scenario.incidents.kinds;
  const kinds = { vendors, exposedGarbage, burning, roadFlooding, carMoving };
  return JSON.stringify({ ...scenario, incidents: { ...scenario.incidents, catalogue: 'kinds.yaml', kinds } });
});

/** Loads a scenario that extends the default one with five of its kinds. */
export async function loadExtending(text: string, set: string[] = []): Promise<LoadedScenario> {
  const folder = await folderWith({
    'mine.yaml': `extends: base.yaml\n${text}`,
    'base.yaml': await small,
    'kinds.yaml': '{}',
  });
  return loadScenario(join(folder, 'mine.yaml'), { set });
}

/** The problems that loading ends with; none when it succeeds. */
export async function problemsOf(loading: Promise<LoadedScenario>): Promise<readonly Problem[]> {
  try {
    await loading;
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}
