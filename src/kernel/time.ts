/** Lengths of time in seconds, the unit of simulated time. */
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;
export const WEEK = 604_800;
