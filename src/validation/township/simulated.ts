import type { Beats } from './beats.ts';
import { callsOnDuty, engagedSpells, type TownshipRecord } from './demand.ts';
import { type Reading, ReadingSums } from './figures.ts';
import type { Shift } from './local.ts';

type Spells = ReadonlyMap<number, readonly (readonly [from: number, to: number])[]>;

/** What the scenario's own run did in a replication. */
export function simulatedReading(record: TownshipRecord, beats: Beats, weights: ReadonlyMap<number, number>): Reading {
  const sums = new ReadingSums();
  const spells = engagedSpells(record);
  const calls = callsOnDuty(record);
  for (const { community, servers, shifts } of record.local) {
    const serverOf = new Map(servers.map((server) => [server.crew, server]));
    for (const shift of shifts) {
      for (const { crew, key } of shift.onDuty)
        sums.crew(community, key, shift.to - shift.from, engagedIn(spells, crew, shift));
      sums.shift(community, shift.to - shift.from, allEngaged(spells, shift));
    }
    for (const { crew, micro, ordered, accepted, arrived } of calls.get(community) ?? []) {
      const server = serverOf.get(crew);
      sums.calls(community, 1, server !== undefined && beats.isOwn(server, micro) ? 0 : 1);
      if (Number.isFinite(arrived)) sums.arrivals(community, 1, arrived - accepted, arrived - ordered);
    }
  }
  return sums.reading(weights);
}

function engagedIn(spells: Spells, crew: number, { from, to }: Shift): number {
  const own = spells.get(crew) ?? [];
  return own.reduce((sum, [begin, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(begin, from)), 0);
}

/** Seconds of a shift in which all on duty were engaged. */
export function allEngaged(spells: Spells, { from, to, onDuty }: Shift): number {
  const steps = onDuty.flatMap(({ crew }) =>
    (spells.get(crew) ?? [])
      .filter(([begin, end]) => end > from && begin < to)
      .flatMap(([begin, end]): [number, number][] => [
        [Math.max(begin, from), 1],
        [Math.min(end, to), -1],
      ]),
  );
  steps.sort(([a], [b]) => a - b);
  let engaged = 0;
  let seconds = 0;
  steps.forEach(([at, change], i) => {
    if (i > 0 && engaged === onDuty.length) seconds += at - steps[i - 1][0];
    engaged += change;
  });
  return seconds;
}
