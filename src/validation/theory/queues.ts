/** Closed forms of queueing theory; times in units of the mean service unless it is given. */

/** Share of customers lost by `servers` servers without a queue at offered load `load` (Erlang B). */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked;
}

/** Share of customers who wait for one of `servers` servers at offered load `load` < `servers` (Erlang C). */
export function erlangC(servers: number, load: number): number {
  const blocked = erlangB(servers, load);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** Mean wait in M/M/c. */
export function waitMMc(servers: number, load: number): number {
  return erlangC(servers, load) / (servers - load);
}

/** Mean wait in M/G/1 with mean service 1 and that squared coefficient of variation (Pollaczek and Khinchine). */
export function waitMG1(load: number, scv: number): number {
  return (load * (1 + scv)) / (2 * (1 - load));
}

/** Mean waits of priority classes, the first one first, exponential service of mean 1 (Cobham 1954): nobody is interrupted. */
export function waitsCobham(loads: readonly number[]): number[] {
  const residual = loads.reduce((sum, load) => sum + load, 0);
  return classes(loads, (before, upTo) => residual / ((1 - before) * (1 - upTo)));
}

/** Mean times in system of priority classes, exponential service of mean 1, where a higher class interrupts (preemptive-resume). */
export function timesPreemptive(loads: readonly number[]): number[] {
  return classes(loads, (before, upTo) => 1 / (1 - before) + upTo / ((1 - before) * (1 - upTo)));
}

/** Kleinrock's conservation law: the sum over classes of load times mean wait, whatever the order of service; M/M/1. */
export function conservedWork(loads: readonly number[]): number {
  const load = loads.reduce((sum, own) => sum + own, 0);
  return (load * load) / (1 - load);
}

function classes(loads: readonly number[], value: (before: number, upTo: number) => number): number[] {
  let before = 0;
  return loads.map((load) => {
    const result = value(before, before + load);
    before += load;
    return result;
  });
}
