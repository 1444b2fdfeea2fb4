import type { Reported } from '../port/notices.ts';
import { type CentreLevel, ORDER_TYPES, type OrderType } from '../port/orders.ts';
import type { Scenario } from '../scenario/schema.ts';

/** Without these four no case comes to its end; what lacks one of them is helped. */
const NEEDED: readonly OrderType[] = ['sign', 'file', 'assign', 'close'];

/** The centre that signs for a report where the backend outside has none: the one that its channel leads to. */
export const SIGNS: Readonly<Record<Reported['channel'], CentreLevel>> = {
  urban: 'township',
  grid: 'township',
  hotline: 'city',
  police: 'county',
};

/** Who does what where a backend outside is helped by the embedded one. */
export interface Division {
  /** The one outside decides what is filed; else the helper does, and the one outside hears of what is filed. */
  readonly outsideFiles: boolean;
  readonly outsideAssigns: boolean;
  readonly outsideCloses: boolean;
  /** Verbs of the helper. */
  readonly helped: readonly OrderType[];
}

/**
 * Divides the work. `verbs` are those of the backend outside; `shared` those of them that it may do and cannot be relied
 * on for. Undefined where it needs no help. Verbs that belong together stay in one hand: who files also signs, who sends
 * crews also calls them back and calls volunteers up, and only who closes can reopen.
 */
export function divide(verbs: readonly OrderType[], shared: readonly OrderType[] = []): Division | undefined {
  const own = new Set(verbs.filter((verb) => !shared.includes(verb)));
  if (NEEDED.every((verb) => own.has(verb))) return undefined;
  const [outsideFiles, outsideAssigns, outsideCloses] = [own.has('file'), own.has('assign'), own.has('close')];
  const isHelped: Readonly<Record<OrderType, boolean>> = {
    sign: !outsideFiles,
    file: !outsideFiles,
    reject: !outsideFiles && !outsideAssigns,
    merge: !outsideFiles || !outsideAssigns,
    assign: !outsideAssigns,
    callUp: !outsideAssigns,
    recall: !outsideAssigns,
    transfer: true,
    extend: true,
    suspend: true,
    close: !outsideCloses,
    reopen: !outsideCloses && !outsideAssigns,
  };
  return {
    outsideFiles,
    outsideAssigns,
    outsideCloses,
    helped: ORDER_TYPES.filter((verb) => isHelped[verb] && !own.has(verb)),
  };
}

const NO_TIME = { dist: 'deterministic', value: 0 } as const;

/** The scenario as the helper is to see it: nothing is verified, checked or merged, and no time taken, by who does not do it. */
export function helpersScenario(scenario: Scenario, division: Division): Scenario {
  const { outsideFiles, outsideAssigns, outsideCloses, helped } = division;
  const { centres, incidents } = scenario;
  const centre = (of: Scenario['centres']['city']): Scenario['centres']['city'] => ({
    ...of,
    ...(outsideFiles && { signSeconds: NO_TIME, fileSeconds: NO_TIME }),
    ...(outsideAssigns && { dispatchSeconds: NO_TIME }),
    ...(outsideCloses && { closeSeconds: NO_TIME }),
  });
  const kinds = Object.entries(incidents.kinds).map(([name, kind]) => [
    name,
    {
      ...kind,
      ...((outsideFiles || outsideAssigns) && { verify: false }),
      ...((outsideCloses || outsideAssigns) && { check: 0 }),
    },
  ]);
  return {
    ...scenario,
    centres: {
      ...centres,
      township: centre(centres.township),
      county: centre(centres.county),
      city: centre(centres.city),
      ...(!helped.includes('merge') && { recogniseDuplicates: 0 }),
    },
    incidents: { ...incidents, kinds: Object.fromEntries(kinds) },
  };
}
