import type { MessageKey } from '../locales/index.ts';
import type { Message } from '../locales/message.ts';
import type { Finding } from './issues.ts';
import { isMap, own, type Path, type Plain, type PlainMap, valueAt } from './plain.ts';
import type { Scenario } from './schema.ts';
import { closest, suggestion } from './suggest.ts';
import { LEVELS } from './terms.ts';

/**
 * Names that point at one another: profiles, matters, kinds, classes, and surges within the measured window. It reads the
 * data as they came, so that these mistakes are told together with those of form; what has the wrong form is passed over.
 */
export function danglingReferences(root: PlainMap): Finding[] {
  return [...kindReferences(root), ...teamMatters(root), ...surges(root)];
}

/** Units named by surges and kinds that the city does not have; the city is not known when a scenario is loaded. */
export function unknownUnits(scenario: Scenario, units: readonly string[]): Finding[] {
  const ofKinds = Object.entries(scenario.incidents.kinds).flatMap(([id, kind]) =>
    Object.keys(kind.units ?? {}).flatMap((name) => {
      const path = ['incidents', 'kinds', id, 'units', name];
      return units.includes(name) ? [] : [dangling(path, 'scenario.unknownUnit', name, units)];
    }),
  );
  const ofSurges = scenario.incidents.surges.flatMap((surge, index) =>
    (surge.units ?? []).flatMap((name, at) => {
      const path = ['incidents', 'surges', String(index), 'units', String(at)];
      return units.includes(name) ? [] : [dangling(path, 'scenario.unknownUnit', name, units)];
    }),
  );
  return [...ofKinds, ...ofSurges];
}

function dangling(at: Path, key: MessageKey, name: string, known: readonly string[]): Finding {
  const meant = suggestion(name, known);
  const message: Message<MessageKey> = { key, values: { name } };
  return { at, path: at.join('.'), message, ...(meant && { suggestion: meant }) };
}

function mapAt(root: PlainMap, ...path: string[]): PlainMap {
  const value = valueAt(root, path);
  return isMap(value) ? value : {};
}

function texts(value: Plain | undefined): string[] {
  return Array.isArray(value) ? value.filter((element) => typeof element === 'string') : [];
}

/** Matters that the teams of each level take. */
function mattersTaken(root: PlainMap): Map<string, Set<string>> {
  const taken = new Map<string, Set<string>>();
  for (const team of Object.values(mapAt(root, 'staffing', 'teams'))) {
    const level = own(team, 'level');
    if (typeof level !== 'string') continue;
    const matters = taken.get(level) ?? new Set();
    for (const matter of texts(own(team, 'matters'))) matters.add(matter);
    taken.set(level, matters);
  }
  return taken;
}

function kindReferences(root: PlainMap): Finding[] {
  const found: Finding[] = [];
  const taken = mattersTaken(root);
  // Where teams are no map that alone is the mistake.
  const hasTeams = isMap(valueAt(root, ['staffing', 'teams']));
  const anyLevel = [...new Set([...taken.values()].flatMap((matters) => [...matters]))];
  for (const [id, kind] of Object.entries(mapAt(root, 'incidents', 'kinds'))) {
    const at = (key: string): Path => ['incidents', 'kinds', id, key];
    for (const [key, profiles] of [
      ['hours', 'hourProfiles'],
      ['weekdays', 'weekdayProfiles'],
    ] as const) {
      const name = own(kind, key);
      const known = Object.keys(mapAt(root, 'incidents', profiles));
      if (typeof name === 'string' && !known.includes(name)) {
        found.push(dangling(at(key), 'scenario.unknownProfile', name, known));
      }
    }
    const matter = own(kind, 'matter');
    const settle = own(kind, 'settle');
    if (!hasTeams || typeof matter !== 'string' || !Array.isArray(settle)) continue;
    const needed = LEVELS.filter((_, index) => index >= LEVELS.indexOf('township') && Number(settle[index]) > 0);
    const without = needed.filter((level) => taken.get(level)?.has(matter) !== true);
    if (without.length > 0 && !anyLevel.includes(matter)) {
      found.push(dangling(at('matter'), 'scenario.unknownMatter', matter, anyLevel));
    } else {
      for (const level of without) {
        const path = at('settle');
        const values = { kind: id, level, matter };
        found.push({ at: path, path: path.join('.'), message: { key: 'scenario.noTeam', values } });
      }
    }
  }
  return found;
}

/** A team may be ready for matters that no kind has; only what looks like a slip of the pen is told. */
function teamMatters(root: PlainMap): Finding[] {
  const used = new Set<string>();
  for (const kind of Object.values(mapAt(root, 'incidents', 'kinds'))) used.add(String(own(kind, 'matter')));
  const found: Finding[] = [];
  for (const [id, team] of Object.entries(mapAt(root, 'staffing', 'teams'))) {
    const matters = texts(own(team, 'matters'));
    matters.forEach((matter, index) => {
      const meant = used.has(matter) ? undefined : closest(matter, [...used]);
      if (meant === undefined || matters.includes(meant)) return;
      const at = ['staffing', 'teams', id, 'matters', String(index)];
      found.push(dangling(at, 'scenario.unusedMatter', matter, [meant]));
    });
  }
  return found;
}

function surges(root: PlainMap): Finding[] {
  const found: Finding[] = [];
  const kinds = mapAt(root, 'incidents', 'kinds');
  const classes = Object.values(kinds).map((kind) => String(own(kind, 'class')));
  const names = [...new Set([...Object.keys(kinds), ...classes])];
  const list = valueAt(root, ['incidents', 'surges']);
  const window = own(own(root, 'horizon'), 'days');
  for (const [index, surge] of (Array.isArray(list) ? list : []).entries()) {
    const at = ['incidents', 'surges', String(index)];
    const factors = own(surge, 'factors');
    for (const name of isMap(factors) ? Object.keys(factors) : []) {
      if (!names.includes(name))
        found.push(dangling([...at, 'factors', name], 'scenario.unknownKindOrClass', name, names));
    }
    const from = own(surge, 'from');
    const days = Number(own(from, 'day')) + Number(own(from, 'hour')) / 24;
    if (typeof window === 'number' && days >= window) {
      const path = [...at, 'from'];
      const values = { days: Number(days.toFixed(2)), window };
      const expected = { key: 'scenario.expected.window', values: { days: Math.floor(days) + 1 } } as const;
      found.push({ at: path, path: path.join('.'), message: { key: 'scenario.surgeOutside', values }, expected });
    }
  }
  return found;
}
