/** What a keyed draw of the city's building is for; a number is never given to another purpose. */
export const PURPOSE = {
  communityOrder: 1,
  villageSize: 2,
  exclusivePlace: 3,
  exclusiveUse: 4,
  gridSize: 5,
  microSize: 6,
  familySize: 7,
  collectiveSize: 8,
  resident: 9,
  shops: 10,
  visitors: 11,
  roadFactor: 12,
  urbanSize: 13,
  partSize: 14,
} as const;
