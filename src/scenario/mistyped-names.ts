import type { Finding } from './issues.ts';
import { isMap, type Path, type PlainMap, valueAt } from './plain.ts';
import { closest } from './suggest.ts';

/** Maps in which a person names things freely, so that a slip makes a new thing that lacks nearly everything. */
const NAMED: readonly Path[] = [
  ['incidents', 'kinds'],
  ['staffing', 'teams'],
];
const MANY = 3;

/** Where something new lacks much and is called nearly like something that is there, one suggestion says it better. */
export function mistypedNames(root: PlainMap, findings: readonly Finding[]): Finding[] {
  const slips = new Map<string, Finding>();
  for (const path of NAMED) {
    const map = valueAt(root, path);
    const names = isMap(map) ? Object.keys(map) : [];
    for (const name of names) {
      const at = [...path, name];
      const lacks = findings.filter(
        (finding) => isBelow(finding, at) && finding.message.key === 'scenario.missing',
      ).length;
      const meant = closest(
        name,
        names.filter((other) => other !== name),
      );
      if (lacks < MANY || meant === undefined) continue;
      slips.set(at.join('.'), {
        at,
        path: at.join('.'),
        message: { key: 'scenario.unknownName', values: { name } },
        suggestion: { key: 'scenario.didYouMean', values: { name: meant } },
      });
    }
  }
  const covered = (finding: Finding) => [...slips.values()].some(({ at }) => isBelow(finding, at));
  return [...findings.filter((finding) => !covered(finding)), ...slips.values()];
}

function isBelow(finding: Finding, at: Path): boolean {
  return finding.at.length > at.length && at.every((key, index) => finding.at[index] === key);
}
