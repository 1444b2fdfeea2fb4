/** How many times as many random cases as usual: `npm run soak` sets it. */
export const TIMES = Number(process.env.GRIDBEAT_SOAK ?? 1);
