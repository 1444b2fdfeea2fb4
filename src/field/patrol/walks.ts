/**
 * Where each worker is on its round: eight doubles a worker in one array, so that a visit, the most frequent event of
 * all, touches one cache line instead of one per column. Row of worker k: walks[8 k + AT] and so on.
 */
export const WALK = 8;
/** Position in the tours of the stop it is at or on the way to. */
export const AT = 0;
/** Stops left on this round, the present one included. */
export const LEFT = 1;
/** The tour's first position and the one after its last. */
export const FIRST = 2;
export const END = 3;
/** When the patrol window closes. */
export const CLOSES = 4;
/** 1: the next visit starts from where the worker stands, not from the stop before. */
export const FRESH = 5;
