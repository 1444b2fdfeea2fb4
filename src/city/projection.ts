import type { City } from './city.ts';

type Origin = City['origin'];

/** Metres in a degree of latitude, on a sphere of 6,371 km. */
const PER_DEGREE = (Math.PI / 180) * 6_371_000;
const RADIANS = Math.PI / 180;

/** Metres east and north of the origin: equirectangular, true to scale along the origin's parallel. */
export function toMetres(origin: Origin, longitude: number, latitude: number): [x: number, y: number] {
  return [
    (longitude - origin.longitude) * PER_DEGREE * Math.cos(origin.latitude * RADIANS),
    (latitude - origin.latitude) * PER_DEGREE,
  ];
}

/** The way back: degrees of a point given in metres east and north of the origin. */
export function toDegrees(origin: Origin, x: number, y: number): { longitude: number; latitude: number } {
  return {
    longitude: origin.longitude + x / (PER_DEGREE * Math.cos(origin.latitude * RADIANS)),
    latitude: origin.latitude + y / PER_DEGREE,
  };
}
