import { findings } from '../../scenario/issues.ts';
import type { Path } from '../../scenario/plain.ts';
import { type Problem, ScenarioError } from '../../scenario/problem.ts';
import { position, readYaml, stepsAlong, type YamlFile } from '../../scenario/yaml-file.ts';
import { type LogMap, logMap } from './schema.ts';

/** A map as read, and where each part of it stands. */
export interface LoadedMap {
  readonly map: LogMap;
  /** `FILE:LINE:COLUMN` of a path in the map. */
  whereIs(path: Path): string;
}

/** Reads the map of a log. Throws `ScenarioError` with everything that is wrong with it. */
export async function loadMap(file: string): Promise<LoadedMap> {
  const read = await readYaml(file);
  if (Array.isArray(read)) throw new ScenarioError(read.map(asMap));
  const checked = logMap.safeParse(read.value);
  const problems: Problem[] = checked.success
    ? []
    : findings(logMap, read.value, checked.error.issues).map(({ at, ...rest }) => ({
        where: whereIn(read, at),
        ...rest,
      }));
  if (checked.success && checked.data.time.format === 'secondsSince' && checked.data.time.origin === undefined) {
    problems.push({
      where: whereIn(read, ['time']),
      path: 'time.origin',
      message: { key: 'scenario.missing' },
      expected: { key: 'scenario.expected.date' },
    });
  }
  if (problems.length > 0 || !checked.success) throw new ScenarioError(problems);
  return { map: checked.data, whereIs: (path) => whereIn(read, path) };
}

/** A file that is no map at all is told so in the words of maps, not of scenarios. */
function asMap(problem: Problem): Problem {
  return problem.message.key === 'scenario.notAMap' ? { ...problem, message: { key: 'calibrate.notAMap' } } : problem;
}

function whereIn(file: YamlFile, path: Path): string {
  return position(file, stepsAlong(file, path));
}
