/** What an imported city takes from Yangzhou where its own files are silent, all labelled so. */

/** Residents of a family household: 4,128,033 in 1,606,252 [S1]. */
export const PEOPLE_PER_FAMILY = 2.57;
/** Residents of a collective household: 431,764 in 84,481 [S1]. */
export const PEOPLE_PER_COLLECTIVE = 5.11;
/** Largest collective household of the assumed sizes [A]. */
export const LARGEST_COLLECTIVE = 10;

/** Family households of a part where a level is missing: 1,606,252 over 83, 1,437, 5,720 and 29,778 [D]. */
export const FAMILIES_PER = { unit: 1_606_252, township: 19_352, community: 1118, grid: 281, microGrid: 54 } as const;

/** Residents per km2 from which a community of no kind counts as urban [A]. */
export const URBAN_DENSITY = 1500;

export const AS_YANGZHOU = '[A] as in Yangzhou';
