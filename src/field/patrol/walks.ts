/**
 * Where each worker is on its round: eight doubles a worker in one array, so that an event touches one cache line instead
 * of one per column. Row of worker k: walks[8 k + AT] and so on. What is then an index is read as `walks[8 k + AT] | 0`: V8
 * converts a double again at every use, an integer not.
 */
export const WALK = 8;
/** Position in the tours of the stop it is at or on the way to. */
export const AT = 0;
/** Stops left on this round, the present one included. */
export const LEFT = 1;
/** The grid that it walks through. */
export const GRID = 2;
/** When the patrol window closes. */
export const CLOSES = 3;
/** 1: the next visit starts from where the worker stands, not from the stop before. */
export const FRESH = 4;
/** Stops of the stretch under way (see `stretch.ts`) whose visits have not been entered; 0 = none is under way. */
export const STRETCH = 5;
/** When the visit at hand ends, and the sequence number of the event at the end of the stretch; others are stale. */
export const ENDS = 6;
export const SEQ = 7;

/** Who walks through each grid, two numbers a grid: how many, and the one who set out while nobody else was there. */
export const WALKERS = 2;
export const NUMBER = 0;
export const FIRST = 1;

/** What patrols have seen of each micro-grid, two numbers a micro-grid: visits so far, and the one that finds something. */
export const SIGHT = 2;
export const VISITS = 0;
export const FINDS = 1;
/** No visit will find anything. */
export const NEVER = 2 ** 31 - 1;
