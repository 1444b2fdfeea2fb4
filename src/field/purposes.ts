/**
 * What a random number is drawn for: part of its key, so that no two decisions share one. Numbers stay as they are
 * for ever; 0-127 are the field's, 128-199 the backends', 200-255 the validation's.
 */
export const PURPOSE = {
  count: 1,
  dayFactor: 2,
  hourFactor: 3,
  place: 4,
  point: 5,
  resident: 6,
  sensor: 7,
  escalation: 8,
  work: 9,
  duplicate: 10,
  look: 11,
  contacts: 12,
  staffed: 20,
  leave: 21,
  dayStart: 23,
  outOfScope: 25,
  acceptance: 26,
  department: 27,
  volunteer: 28,
  sensorPlaced: 30,
  lookUp: 31,
  ramp: 32,
} as const;
