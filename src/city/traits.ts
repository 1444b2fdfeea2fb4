/**
 * One byte per resident: bits 0-1 the age band, bit 2 the sex, bit 3 set for a person of 65 or more who is alone in a
 * family household.
 */
export const AGE_BANDS = ['0-14', '15-59', '60-64', '65+'] as const;
export const OLDEST = 3;
export const FEMALE = 0b0100;
export const LIVES_ALONE = 0b1000;

/** Number of (age band, sex) classes; the class of a resident is the lowest three bits. */
export const CLASSES = 8;

/** Index into `AGE_BANDS`. */
export const ageBand = (traits: number): number => traits & 0b0011;
/** Of a resident's byte. */
export const isFemale = (traits: number): boolean => (traits & FEMALE) !== 0;
