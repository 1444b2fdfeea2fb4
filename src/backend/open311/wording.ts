import type { City } from '../../city/city.ts';
import { toDegrees } from '../../city/projection.ts';
import type { Reported } from '../../port/notices.ts';
import type { Scenario } from '../../scenario/schema.ts';
import { EXERCISE } from '../outside.ts';
import type { NewRequest } from './client.ts';
import type { Attribute, Service } from './items.ts';

/** Within this many degrees (some 5 m) places of the same spot differ, so that no server takes two reports for one. */
const SPREAD = 5e-5;
const DIGITS = 6;

/**
 * The service that takes a kind of incident: the one of that code or name, else one by the kind's place in the scenario,
 * so that a kind always goes to the same.
 */
export function serviceFor(
  kind: string,
  scenario: Scenario,
  services: readonly Service[],
): { service: Service; byName: boolean } {
  const { name } = scenario.incidents.kinds[kind] ?? { name: { en: kind, zh: kind } };
  const wanted = [kind, name.en, name.zh].map((word) => word.toLowerCase());
  const named = services.find((service) =>
    [service.code, service.name].some((word) => wanted.includes(word.toLowerCase())),
  );
  if (named !== undefined) return { service: named, byName: true };
  const place = Math.max(0, Object.keys(scenario.incidents.kinds).indexOf(kind));
  return { service: services[place % services.length], byName: false };
}

/** An answer to every attribute that has to be answered: the first of a list, else what shows that it is an exercise. */
export function attributeFields(attributes: readonly Attribute[], now: Date): (readonly [string, string])[] {
  return attributes
    .filter(({ required }) => required)
    .map(({ code, datatype, keys }) => {
      const name = datatype === 'multivaluelist' ? `attribute[${code}][]` : `attribute[${code}]`;
      if (keys.length > 0) return [name, keys[0]];
      if (datatype === 'number') return [name, '1'];
      return [name, datatype === 'datetime' ? now.toISOString() : EXERCISE];
    });
}

/** A place in degrees, moved a little by `variant`: a share in [0, 1) for each direction. */
export function placeFields(latitude: number, longitude: number, variant: readonly [number, number]): NewRequest {
  const moved = (degrees: number, share: number) => (degrees + (share - 0.5) * 2 * SPREAD).toFixed(DIGITS);
  return [
    ['lat', moved(latitude, variant[0])],
    ['long', moved(longitude, variant[1])],
  ];
}

/** Shares in [0, 1) that differ from number to number: multiples of the golden ratio and of the root of two. */
export const variantOf = (number: number): [number, number] => [
  (number * 0.618_033_988_749_895) % 1,
  (number * Math.SQRT2) % 1,
];

/** A report as a new request. `run` and `attempt` make its text another than that of any other run and attempt. */
export function requestOf(
  report: Reported,
  city: Pick<City, 'origin'>,
  service: Service,
  attributes: readonly Attribute[],
  run: string,
  attempt: number,
): NewRequest {
  const { latitude, longitude } = toDegrees(city.origin, report.x, report.y);
  const number = `${report.identity}-${report.incident}-${attempt}`;
  return [
    ['service_code', service.code],
    ...placeFields(latitude, longitude, variantOf(report.incident + attempt)),
    ['description', `${EXERCISE} ${run} ${number}: ${report.kind}, ${report.severity}, micro-grid ${report.micro}`],
    ...attributeFields(attributes, new Date()),
  ];
}
