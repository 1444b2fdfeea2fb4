/** The words of a scenario that the simulator reckons with; without the schema, so that threads need not load its library. */

export const LEVELS = ['grid', 'community', 'township', 'county', 'city'] as const;
export type Level = (typeof LEVELS)[number];

export const CHANNELS = ['urban', 'hotline', 'police', 'grid'] as const;
export type Channel = (typeof CHANNELS)[number];

export const DRIVERS = ['residents', 'households', 'livingAlone', 'shops', 'area', 'visitors'] as const;

export const SEVERITIES = ['minor', 'ordinary', 'severe', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
/** From this severity (an index into SEVERITIES) on, a case interrupts lesser jobs and is answered at once. */
export const SEVERE = SEVERITIES.indexOf('severe');

/** Minutes since midnight of a checked "HH:MM". */
export function minutesOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}
