/** Customers a day, so few that the rows of those who are still to come fit into a processor's nearest caches. */
export const PER_DAY = 1000;
/** Customers of one piece of a queueing experiment; the warm-up is many relaxation times of every queue here. */
const CUSTOMERS = 500_000;
const WARM_UP = 20_000;
/** Batches of 40,000 customers are a hundred times as long as any of these queues remembers. */
const BATCHES = 12;
/** Room for the chance of the last day's count. */
const ROOM = 0.98;
const SECONDS_PER_CUSTOMER = 1.4e-6;

/** How a piece of a queue's run is cut into batches; a class of customers makes up `share` of them. */
export function batchPlan(share: number) {
  return {
    customers: CUSTOMERS,
    skip: Math.round(WARM_UP * share),
    size: Math.floor((ROOM * share * (CUSTOMERS - WARM_UP)) / BATCHES),
    seconds: CUSTOMERS * SECONDS_PER_CUSTOMER,
  };
}
