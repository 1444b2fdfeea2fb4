import { DAY, HOUR, MINUTE } from '../kernel/time.ts';
import { type Language, type MessageKey, say } from '../locales/index.ts';
import type { Measure, MeasureUnit } from '../run/result.ts';

/** A scale that a quantity is shown on: the shown number is the stored one divided by `divisor`. */
interface Scale {
  readonly key: MessageKey;
  readonly divisor: number;
  readonly digits: (shown: number) => Intl.NumberFormatOptions;
}

/** From here on decimals mean nothing. */
const LARGE = 100;

const threeDigits = (shown: number): Intl.NumberFormatOptions =>
  Math.abs(shown) >= LARGE ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
/** From four significant digits to all that a double has. */
const MORE_DIGITS = Array.from(
  { length: 14 },
  (_, i) => (): Intl.NumberFormatOptions => ({
    maximumSignificantDigits: i + 4,
  }),
);
const twoDigits: Intl.NumberFormatOptions = { maximumSignificantDigits: 2 };

/** As many decimals as `threeDigits` gives the value that this stands beside. */
function decimalsOf(value: number): Intl.NumberFormatOptions {
  const size = Math.abs(value);
  return { maximumFractionDigits: size >= LARGE ? 0 : size >= 10 ? 1 : 2 };
}

/** Near 0 and near 100 % the small differences are the ones that matter. */
function percentDigits(shown: number): Intl.NumberFormatOptions {
  if (shown < 1) return twoDigits;
  return { maximumFractionDigits: shown >= 10 && shown <= 99 ? 1 : 2 };
}

/** The step to the next unit comes at one and a half to two of it, so that "75 min" stays "75 min". */
function timeScale(seconds: number): Scale {
  if (seconds < 90) return { key: 'quantity.s', divisor: 1, digits: threeDigits };
  if (seconds < 90 * MINUTE) return { key: 'quantity.min', divisor: MINUTE, digits: threeDigits };
  if (seconds < 48 * HOUR) return { key: 'quantity.h', divisor: HOUR, digits: threeDigits };
  return { key: 'quantity.d', divisor: DAY, digits: threeDigits };
}

function scaleOf(value: number, unit: MeasureUnit): Scale {
  switch (unit) {
    case 's':
      return timeScale(Math.abs(value));
    case 'min':
      return { key: 'quantity.min', divisor: 1, digits: threeDigits };
    case 'share':
      return { key: 'quantity.percent', divisor: 0.01, digits: percentDigits };
    case 'count':
    case 'gini':
    case 'yuan':
    case 'yuan/day':
      return { key: 'quantity.plain', divisor: 1, digits: threeDigits };
    case 'count/day':
      return { key: 'quantity.perDay', divisor: 1, digits: threeDigits };
    case 'h/day':
      return { key: 'quantity.hoursPerDay', divisor: 1, digits: threeDigits };
  }
}

function shown(value: number, scale: Scale, language: Language, digits = scale.digits): string {
  const number = value / scale.divisor;
  return number.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', digits(number));
}

/** A number with the unit that people read: seconds become minutes, hours or days, shares become per cent. */
export function formatQuantity(value: number, unit: MeasureUnit, language: Language): string {
  const scale = scaleOf(value, unit);
  return say(language, { key: scale.key, values: { n: shown(value, scale, language) } });
}

/** The value with as few digits as tell it from another of the same unit. */
export function formatApart(value: number, from: number, unit: MeasureUnit, language: Language): string {
  const scale = scaleOf(value, unit);
  const digits = [scale.digits, ...MORE_DIGITS].find(
    (some) => shown(value, scale, language, some) !== shown(from, scale, language, some),
  );
  return say(language, { key: scale.key, values: { n: shown(value, scale, language, digits) } });
}

/** A measure's value: "> x" where it is censored, and why there is none where it is null. */
export function formatValue(measure: Measure | undefined, language: Language): string {
  if (measure === undefined) return '';
  if (measure.value === null) return say(language, measure.reason === 'tooFew' ? 'report.tooFew' : 'report.none');
  const text = formatQuantity(measure.value, measure.unit, language);
  return measure.censored ? say(language, { key: 'report.moreThan', values: { value: text } }) : text;
}

/** The 95 % interval on the value's own scale, "low to high"; empty where there is none. */
export function formatInterval(measure: Measure, language: Language): string {
  if (measure.value === null || measure.low === null || measure.high === null) return '';
  const scale = scaleOf(measure.value, measure.unit);
  const low = shown(measure.low, scale, language);
  const high = say(language, { key: scale.key, values: { n: shown(measure.high, scale, language) } });
  return say(language, { key: 'report.range', values: { low, high } });
}

/**
 * Value and half the width of its symmetric interval in one: "38.2 ± 2.1 min"; with as few decimals as the interval has
 * where that is wider than the value.
 */
export function formatPlusMinus(measure: Measure | undefined, language: Language): string {
  if (!measure || measure.value === null || measure.censored || measure.low === null || measure.high === null)
    return formatValue(measure, language);
  const scale = scaleOf(measure.value, measure.unit);
  const half = (measure.high - measure.low) / 2;
  const isRough = half > Math.abs(measure.value);
  const decimals = decimalsOf((isRough ? half : measure.value) / scale.divisor);
  const value = shown(measure.value, scale, language, isRough ? () => decimals : scale.digits);
  const n = `${value} ± ${shown(half, scale, language, () => decimals)}`;
  return say(language, { key: scale.key, values: { n } });
}

/** A latency with three digits: milliseconds below a second. */
export function formatLatency(seconds: number): string {
  const milliseconds = seconds * 1000;
  if (milliseconds >= 999.5) return `${seconds.toFixed(2)} s`;
  return `${milliseconds >= 99.95 ? milliseconds.toFixed(0) : milliseconds.toPrecision(3)} ms`;
}
