import { measures } from '../locales/en/measures.ts';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import { STATISTICS, TIMES } from './catalogue.ts';

function isKey(key: string): key is keyof typeof measures {
  return Object.hasOwn(measures, key);
}

/** What people call a measure; a name that no catalogue knows stays as it is. */
export function measureLabel(name: string, language: Language): string {
  const own = `measure.${name}`;
  if (isKey(own)) return say(language, own).trim();
  const time = TIMES.find((candidate) => name.startsWith(`${candidate}.`));
  const statistic = STATISTICS.find((candidate) => name === `${time}.${candidate}`);
  if (time === undefined || statistic === undefined) return name;
  const parts: readonly MessageKey[] = [`measure.${time}`, `statistic.${statistic}`];
  return parts.map((key) => say(language, key)).join(language === 'zh' ? '' : ', ');
}

/** The label as a row of a table shows it: the parts of a measure stand indented below it. */
export function rowLabel(name: string, language: Language): string {
  const own = `measure.${name}`;
  return isKey(own) ? say(language, own) : measureLabel(name, language);
}
