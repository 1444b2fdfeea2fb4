import { z } from 'zod';
import { isPrintable } from './problem.ts';
import { minutesOfDay } from './terms.ts';

/** Building blocks of the scenario's schema. A message that starts with `scenario.` is a key of the locale catalogues. */

export const share = z.number().min(0).max(1);
export const positive = z.number().positive();
export const atLeast0 = z.number().min(0);
export const count = z.int().min(0).max(100_000);

export const identifier = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'scenario.expected.identifier');
/** Where it is none, nothing else is said of the stretch that it belongs to. */
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'scenario.expected.clockTime', abort: true });
/** A text on one line that a terminal shows as it is. */
export const shown = z.string().min(1).max(200).refine(isPrintable, 'scenario.notPrintable');

export const name = z.strictObject({ en: shown, zh: shown });

/** A stretch of one day: the end is after the start. */
export const hours = z.strictObject({ from: clockTime, to: clockTime }).superRefine((value, ctx) => {
  if (minutesOfDay(value.to) <= minutesOfDay(value.from)) {
    ctx.addIssue({ code: 'custom', path: ['to'], message: 'scenario.endBeforeStart', params: { from: value.from } });
  }
});

/** Several stretches of one day, in order and apart. */
export const daytimes = z
  .array(hours)
  .min(1)
  .max(6)
  .superRefine((list, ctx) => {
    list.forEach((item, index) => {
      const before = list[index - 1];
      if (before !== undefined && minutesOfDay(item.from) < minutesOfDay(before.to)) {
        ctx.addIssue({ code: 'custom', path: [index, 'from'], message: 'scenario.overlap', params: { to: before.to } });
      }
    });
  });

export const weekdays = z
  .array(z.int().min(1).max(7))
  .min(1)
  .refine((days) => new Set(days).size === days.length, 'scenario.dayTwice');

/** Daily spells of duty; `to` may be earlier than `from` (over midnight); `days` 1 = Monday .. 7 = Sunday. */
export const spell = z
  .strictObject({ from: clockTime, to: clockTime, days: weekdays.optional() })
  .refine((value) => value.from !== value.to, { path: ['to'], message: 'scenario.emptySpell' });
export type Spell = z.infer<typeof spell>;

/** So many people on duty between two times of day, over midnight when `to` is earlier than `from`. */
export const operatorShift = z
  .strictObject({ from: clockTime, to: clockTime, number: count })
  .refine((value) => value.from !== value.to, { path: ['to'], message: 'scenario.emptySpell' });

/** Whether this machine knows a time zone of that name. */
export function isTimezone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** `length` shares that add up to 1. */
export function shares(length: number) {
  return z
    .array(share)
    .length(length)
    .superRefine((list, ctx) => {
      const sum = list.reduce((total, value) => total + value, 0);
      if (Math.abs(sum - 1) > 1e-6) {
        ctx.addIssue({ code: 'custom', message: 'scenario.sharesSum', params: { sum: Number(sum.toPrecision(6)) } });
      }
    });
}

/** `length` weights of which at least one is above 0, so that they can be normalised. */
export function weights(length: number) {
  return z
    .array(atLeast0)
    .length(length)
    .refine((list) => list.some((value) => value > 0), 'scenario.allZero');
}
