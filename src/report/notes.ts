import type { City } from '../city/city.ts';
import type { Language, Message, MessageKey } from '../locales/index.ts';
import type { Measures, RunResult } from '../run/result.ts';
import { TIMES } from './catalogue.ts';
import { formatQuantity } from './format.ts';
import { measureLabel } from './label.ts';

/** Above this share of a shift, queueing delay rises steeply. */
const BUSY_OPERATORS = 0.85;
/** A unit stands out where it is so many times the whole city. */
const STANDS_OUT = 1.5;
/** A coverage gap must also be this much larger in itself. */
const GAP_DIFFERENCE = 0.05;
const UNFINISHED_SHARE = 0.01;
/** Centres named in a note. */
const MOST_NAMED = 3;

type Note = Message<MessageKey>;

function busyOperators(measures: Measures, language: Language): Note[] {
  return (['township', 'county', 'city'] as const).flatMap((level): Note[] => {
    const busy = measures[`utilisation.operator.${level}`]?.value ?? 0;
    if (busy <= BUSY_OPERATORS) return [];
    return [{ key: `note.busyOperators.${level}`, values: { share: formatQuantity(busy, 'share', language) } }];
  });
}

/** The busiest single centres, where their level as a whole is not too busy. */
function busyCentres(result: RunResult, city: City, language: Language): Note[] {
  const nameOf = {
    township: (code: string) => city.townships.find((township) => township.code === code)?.name ?? code,
    county: (id: string) => unitName(city, id, language),
  };
  return (['township', 'county'] as const).flatMap((level): Note[] => {
    const measure = `utilisation.operator.${level}`;
    if ((result.measures[measure]?.value ?? 0) > BUSY_OPERATORS) return [];
    const places = Object.entries(result.breakdowns[level === 'county' ? 'unit' : level]);
    const busy = places
      .map(([id, measures]) => ({ id, share: measures[measure]?.value ?? 0 }))
      .filter(({ share }) => share > BUSY_OPERATORS)
      .sort((a, b) => b.share - a.share);
    if (busy.length === 0) return [];
    const named = busy
      .slice(0, MOST_NAMED)
      .map(({ id, share }) => `${nameOf[level](id)} ${formatQuantity(share, 'share', language)}`);
    const list = named.join(language === 'zh' ? '，' : ', ');
    return [{ key: `note.busyCentres.${level}`, values: { number: busy.length, list } }];
  });
}

/** Units whose value of a measure is far above the city's, worst first. */
function unitsAbove(result: RunResult, measure: string, difference: number): { id: string; value: number }[] {
  const whole = result.measures[measure]?.value;
  if (whole === null || whole === undefined) return [];
  return Object.entries(result.breakdowns.unit)
    .map(([id, measures]) => ({ id, value: measures[measure]?.value ?? 0 }))
    .filter(({ value }) => value > whole * STANDS_OUT && value - whole > difference)
    .sort((a, b) => b.value - a.value);
}

function slowUnits(result: RunResult, city: City, language: Language): Note[] {
  const whole = result.measures['dispatch.mean']?.value ?? 0;
  return unitsAbove(result, 'dispatch.mean', 0).map(({ id, value }) => ({
    key: 'note.slowUnit',
    values: {
      unit: unitName(city, id, language),
      mean: formatQuantity(value, 's', language),
      city: formatQuantity(whole, 's', language),
      ratio: (value / whole).toFixed(1),
    },
  }));
}

function gapUnits(result: RunResult, city: City, language: Language): Note[] {
  const whole = result.measures['patrol.coverageGap']?.value ?? 0;
  return unitsAbove(result, 'patrol.coverageGap', GAP_DIFFERENCE).map(({ id, value }) => ({
    key: 'note.gapUnit',
    values: {
      unit: unitName(city, id, language),
      gap: formatQuantity(value, 'share', language),
      city: formatQuantity(whole, 'share', language),
    },
  }));
}

function leftOver(measures: Measures, time: (typeof TIMES)[number]): number {
  return (measures[`${time}.unfinished`]?.value ?? 0) / (measures[`${time}.count`]?.value || 1);
}

/** Apart from the unfinished: what ended by itself before anybody saw it would not be found by following it longer. */
function neverReported(measures: Measures, language: Language): Note[] {
  const share = leftOver(measures, 'detection');
  if (share <= UNFINISHED_SHARE) return [];
  return [{ key: 'note.neverReported', values: { share: formatQuantity(share, 'share', language) } }];
}

function unfinished(measures: Measures, language: Language): Note[] {
  const parts = TIMES.flatMap((time) => {
    const left = leftOver(measures, time);
    if (time === 'detection' || left <= UNFINISHED_SHARE) return [];
    return [`${measureLabel(time, language)} ${formatQuantity(left, 'share', language)}`];
  });
  const list = parts.join(language === 'zh' ? '，' : ', ');
  return parts.length === 0 ? [] : [{ key: 'note.unfinished', values: { list } }];
}

/** A unit's name in a language; an id that the city does not know stays as it is. */
export function unitName(city: Pick<City, 'units'>, id: string, language: Language): string {
  return city.units.find((unit) => unit.id === id)?.name[language] ?? id;
}

/** What a planner should notice in a run: busy centres, units far behind the city, cases left over. */
export function notes(result: RunResult, city: City, language: Language): Note[] {
  return [
    ...busyOperators(result.measures, language),
    ...busyCentres(result, city, language),
    ...slowUnits(result, city, language),
    ...gapUnits(result, city, language),
    ...neverReported(result.measures, language),
    ...unfinished(result.measures, language),
  ];
}
