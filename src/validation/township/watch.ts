import { type Observer, SILENT } from '../../field/observer.ts';
import { ACTIVITY, STATUS } from '../../field/state.ts';
import type { World } from '../../field/world.ts';
import type { LocalCrews } from './local.ts';

/** An order to a local crew. Times in seconds since the start; NaN until they come. */
export interface Call {
  readonly crew: number;
  readonly micro: number;
  readonly ordered: number;
  /** The crew had found it itself on its round, and still stood there. */
  readonly onTheSpot: boolean;
  /** It is to check work done. */
  readonly isCheck: boolean;
  accepted: number;
  arrived: number;
  /** Done, dropped or declined: the crew is free again. */
  ended: number;
  interrupted: boolean;
}

/** All that the township's local crews were ordered to do, and what else was done in it. */
export interface Watched {
  readonly calls: readonly Call[];
  /** When liaisons and volunteers of the township were ordered. */
  readonly ofOthers: readonly number[];
  /** Spells of errands and tasks of other offices: crew, from, to. */
  readonly chores: readonly (readonly [crew: number, from: number, to: number])[];
}

/** Watches the crews of a township, and writes down what they are ordered to do. */
export function watchCalls(world: World, township: number, local: readonly LocalCrews[]): [Observer, Watched] {
  const { incidents, roster, city, crews } = world;
  const isLocal = new Uint8Array(roster.crews);
  for (const { servers } of local) for (const { crew } of servers) isLocal[crew] = 1;
  const calls: Call[] = [];
  const ofOthers: number[] = [];
  const chores: [number, number, number][] = [];
  /** Calls of a crew that have not ended, by their incident. */
  const open = new Map<number, Map<number, Call>>();
  const townshipOf = (slot: number) =>
    city.communityTownship[city.gridCommunity[city.microGrid[incidents.micro[slot]]]];

  const begin = (crew: number, slot: number, now: number): void => {
    const call: Call = {
      crew,
      micro: incidents.micro[slot],
      ordered: now,
      onTheSpot: incidents.finderCrew[slot] === crew && crews.activity[crew] === ACTIVITY.patrol,
      isCheck: incidents.status[slot] === STATUS.handled,
      accepted: Number.NaN,
      arrived: Number.NaN,
      ended: Number.NaN,
      interrupted: false,
    };
    calls.push(call);
    const own = open.get(crew);
    if (own === undefined) open.set(crew, new Map([[slot, call]]));
    else own.set(slot, call);
  };

  const crewEvent: Observer['crewEvent'] = (name, crew, slot, now) => {
    if (isLocal[crew] === 0) {
      const role = roster.role(crew);
      if (name === 'ordered' && (role === 'liaison' || role === 'volunteer') && townshipOf(slot) === township)
        ofOthers.push(now);
      return;
    }
    if (name === 'ordered') {
      begin(crew, slot, now);
      return;
    }
    const own = open.get(crew);
    const call = own?.get(slot);
    if (own === undefined || call === undefined) return;
    if (name === 'accepted') {
      call.accepted = now;
      for (const other of own.values()) if (other !== call && other.accepted <= now) other.interrupted = true;
    } else if (name === 'arrived') {
      if (Number.isNaN(call.arrived)) call.arrived = now;
    } else {
      call.ended = now;
      own.delete(slot);
    }
  };
  const spent = (crew: number, activity: number, from: number, to: number): void => {
    if (isLocal[crew] === 1 && (activity === ACTIVITY.errand || activity === ACTIVITY.outOfScope))
      chores.push([crew, from, to]);
  };
  return [
    { ...SILENT, crewEvent, spent },
    { calls, ofOthers, chores },
  ];
}
