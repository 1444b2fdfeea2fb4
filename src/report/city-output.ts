import { z } from 'zod';

/** What `city show --json` prints. */

const counts = z.strictObject({
  units: z.int(),
  townships: z.int(),
  communities: z.int(),
  urbanCommunities: z.int(),
  /** Of the urban communities, those above 3,000 and above 5,000 family households. */
  urbanOver3000: z.int(),
  urbanOver5000: z.int(),
  grids: z.int(),
  microGrids: z.int(),
  residents: z.int(),
  familyHouseholds: z.int(),
  familyResidents: z.int(),
  collectiveHouseholds: z.int(),
  collectiveResidents: z.int(),
});

export const cityOutputSchema = z.looseObject({
  counts,
  /** The same counts by unit. */
  units: z.record(z.string(), z.looseObject(counts.partial().shape)),
  fit: z.looseObject({
    /** Sum of the differences to the controlled margins; 0 is exact. */
    totalAbsoluteError: z.number(),
  }),
});
export type CityOutput = z.infer<typeof cityOutputSchema>;

/** What `city build --json` prints. */
export const cityBuildOutputSchema = z.strictObject({
  name: z.string(),
  residents: z.int(),
  /** Of the built bytes. */
  hash: z.string(),
  seconds: z.number(),
});
export type CityBuildOutput = z.infer<typeof cityBuildOutputSchema>;

/** What `city import --json` prints. */
export const cityImportOutputSchema = z.strictObject({
  name: z.string(),
  /** Where the city was written: a scenario's `city.folder`. */
  folder: z.string(),
  counts,
  fit: z.strictObject({ totalAbsoluteError: z.number() }),
  /** `incidents.scale` at which Yangzhou's catalogue gives this city as many incidents per resident. */
  incidentsScale: z.number(),
});
export type CityImportOutput = z.infer<typeof cityImportOutputSchema>;
