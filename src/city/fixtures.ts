import { readFile } from 'node:fs/promises';
import type { PlainMap } from '../scenario/plain.ts';
import type { Name, Township, Unit } from './city.ts';
import { parseCsv } from './csv.ts';
import { isStored } from './import/stored.ts';

/** A number or a group of numbers with the label of its source (docs/assumptions.md: [N], [S#], [D], [R] or [A]). */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
}

export interface UnitFacts extends Unit {
  /** Code of the county whose outline it lies in. */
  readonly county: string;
  /** Its offices [R]. */
  readonly seat: Position;
  readonly residents: number;
  /** Collective residents per resident, relative to the city's. */
  readonly collective: number;
  /** People of 60 or more, relative to the city's share. */
  readonly older: number;
  /** Grids and micro-grids where published. */
  readonly comprehensive?: number;
  readonly exclusive?: number;
  readonly micros?: number;
  readonly gridsSource?: string;
  /** Area of a zone to carve out of its county, km2. */
  readonly km2?: number;
  /** Convex shape of such a zone [A], counter-clockwise, to be scaled to its area. */
  readonly ring?: readonly Position[];
  readonly areaSource?: string;
  readonly publishedKm2?: number;
  /** Land over area where published. */
  readonly landShare?: number;
}

export type Role = 'alone' | 'headOfTwo' | 'otherOfTwo' | 'headOfMore' | 'otherOfMore' | 'collective';

/** `city.json`: what is known or assumed of the city in numbers. */
export interface CityTable {
  readonly name: string;
  readonly title: Name;
  readonly origin: { readonly longitude: number; readonly latitude: number };
  readonly divisions: { readonly townships: Sourced<number>; readonly communities: Sourced<number> };
  readonly census: {
    readonly residents: Sourced<number>;
    readonly familyHouseholds: Sourced<number>;
    readonly familyResidents: Sourced<number>;
    readonly collectiveHouseholds: Sourced<number>;
    readonly collectiveResidents: Sourced<number>;
    readonly males: Sourced<number>;
    readonly females: Sourced<number>;
    /** People by `AGE_BANDS`. */
    readonly ages: Sourced<readonly number[]>;
  };
  readonly grids: {
    readonly grids: Sourced<number>;
    readonly microGrids: Sourced<number>;
    readonly exclusive: Sourced<number>;
  };
  readonly communities: {
    readonly urban: Sourced<number>;
    readonly urbanOver3000: Sourced<number>;
    readonly urbanOver5000: Sourced<number>;
    readonly logMedian: Sourced<number>;
    readonly logSigma: Sourced<number>;
    readonly largest: Sourced<number>;
    readonly leastVillage: Sourced<number>;
    readonly villageSpread: Sourced<number>;
  };
  readonly land: {
    readonly share: Sourced<number>;
    readonly householdsPerKm2: Sourced<Readonly<Record<Township['kind'], number>>>;
    readonly mostUrban: Sourced<number>;
  };
  readonly units: readonly UnitFacts[];
  readonly households: {
    readonly familySizes: Sourced<readonly number[]>;
    readonly collectiveSizes: Sourced<readonly number[]>;
    readonly ageByRole: Sourced<Readonly<Record<Role, readonly number[]>>>;
    readonly femaleByAge: Sourced<readonly number[]>;
    readonly femaleAlone65: Sourced<number>;
  };
  readonly activity: {
    readonly shopsPerThousand: Sourced<Readonly<Record<'urban' | 'residents' | 'village', number>>>;
    readonly shopsPerExclusiveGrid: Sourced<number>;
    readonly visitors: Sourced<number>;
    readonly visitorsInExclusive: Sourced<number>;
    readonly visitorWeight: Sourced<Readonly<Record<string, number>>>;
    readonly collectiveInExclusive: Sourced<number>;
    readonly exclusiveWithHouseholds: Sourced<number>;
    readonly roadFactor: Sourced<Readonly<Record<'urban' | 'residents' | 'village' | 'spread', number>>>;
  };
}

interface DivisionRow {
  readonly code: string;
  readonly name: string;
  /** As the list has it: a residents' committee, a village committee or another living area. */
  readonly kind: 'community' | 'village' | 'other';
  readonly township: string;
}

export interface TownshipRow {
  readonly code: string;
  readonly name: string;
  /** `folded`: a quasi-township (farm, park, zone office) that joins a neighbour. */
  readonly kind: Township['kind'] | 'folded';
  readonly unit: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** Longitude, latitude. */
export type Position = readonly [number, number];

export interface Fixtures {
  readonly table: CityTable;
  readonly townships: readonly TownshipRow[];
  readonly divisions: readonly DivisionRow[];
  /** County code -> outline, counter-clockwise, not closed. */
  readonly outlines: ReadonlyMap<string, readonly Position[]>;
  readonly waters: readonly { readonly name: Name; readonly ring: readonly Position[] }[];
}

const FILES = ['city.json', 'townships.csv', 'divisions.csv', 'outlines.geojson', 'waters.json'] as const;
export type FixtureTexts = Readonly<Record<(typeof FILES)[number], string>>;

/** The fixture files of a city that comes with Gridbeat; rejects with ENOENT if there is none of that name. */
export async function readFixtureTexts(name: string): Promise<FixtureTexts> {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not the name of a city: ${JSON.stringify(name)}`);
  const folder = new URL(`../../fixtures/${name}/`, import.meta.url);
  const texts = await Promise.all(FILES.map((file) => readFile(new URL(file, folder), 'utf8')));
  return {
    'city.json': texts[0],
    'townships.csv': texts[1],
    'divisions.csv': texts[2],
    'outlines.geojson': texts[3],
    'waters.json': texts[4],
  };
}

/** The numbers of a city that comes with Gridbeat as they are written; undefined of an imported one. */
export async function readCityTable(name: string): Promise<PlainMap | undefined> {
  const text = await readFile(new URL(`../../fixtures/${name}/city.json`, import.meta.url), 'utf8');
  return isStored(text) ? undefined : JSON.parse(text);
}

interface OutlineFile {
  readonly features: readonly {
    readonly properties: { readonly code: string };
    readonly geometry: { readonly coordinates: readonly (readonly Position[])[] };
  }[];
}

/** Only JSON and CSV that cannot be read throw: the files come with the package and are not checked further. */
export function parseFixtures(texts: FixtureTexts): Fixtures {
  const outlines: OutlineFile = JSON.parse(texts['outlines.geojson']);
  return {
    table: JSON.parse(texts['city.json']),
    townships: parseCsv(texts['townships.csv'], 'townships.csv').map((row) => ({
      code: row.code,
      name: row.name,
      kind: row.kind as TownshipRow['kind'],
      unit: row.unit,
      longitude: Number(row.longitude),
      latitude: Number(row.latitude),
    })),
    divisions: parseCsv(texts['divisions.csv'], 'divisions.csv').map((row) => ({
      code: row.code,
      name: row.name,
      kind: row.kind as DivisionRow['kind'],
      township: row.township_code,
    })),
    outlines: new Map(
      outlines.features.map(({ properties, geometry }) => [properties.code, geometry.coordinates[0].slice(0, -1)]),
    ),
    waters: (JSON.parse(texts['waters.json']) as { waters: Fixtures['waters'] }).waters,
  };
}

/** Reads and parses the fixtures of a city. */
export async function readFixtures(name: string): Promise<Fixtures> {
  return parseFixtures(await readFixtureTexts(name));
}
