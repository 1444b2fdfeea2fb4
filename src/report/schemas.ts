import { z } from 'zod';
import { logMap } from '../calibration/map/schema.ts';
import { scheduleHeader, scheduleLine } from '../load/schedule/file.ts';
import { catalogueJsonSchema, scenarioJsonSchema } from '../scenario/json-schema.ts';
import { assumptionsOutputSchema } from './assumptions-output.ts';
import { backendNewOutputSchema } from './backend-new-output.ts';
import { calibrationOutputSchema } from './calibration/output.ts';
import { capacityOutputSchema } from './capacity/output.ts';
import { cityBuildOutputSchema, cityImportOutputSchema, cityOutputSchema } from './city-output.ts';
import { errorOutputSchema } from './error-output.ts';
import { exportK6OutputSchema } from './export-k6-output.ts';
import { exportScheduleOutputSchema } from './export-schedule-output.ts';
import { judgeOutputSchema } from './judge-output.ts';
import { loadOutputSchema, secondSchema } from './load-output.ts';
import { probeOutputSchema } from './probe-output.ts';
import { runOutputSchema } from './run-output.ts';
import { secondOpinionOutputSchema } from './second-opinion/output.ts';
import { serveOutputSchema } from './serve-output.ts';
import { validationOutputSchema } from './validation-output.ts';

/** JSON Schemas (draft 2020-12) of the files that people write and of what `--json` prints, by name. */
export function publishedSchemas(): Readonly<Record<string, object>> {
  const output = (schema: z.ZodType, title: string) => ({
    ...z.toJSONSchema(schema, { io: 'output', target: 'draft-2020-12' }),
    title,
  });
  return {
    scenario: scenarioJsonSchema(),
    catalogue: catalogueJsonSchema(),
    run: output(runOutputSchema, 'Output of gridbeat run --json'),
    assumptions: output(assumptionsOutputSchema, 'Output of gridbeat run --assumptions --json'),
    city: output(cityOutputSchema, 'Output of gridbeat city show --json'),
    'city-build': output(cityBuildOutputSchema, 'Output of gridbeat city build --json'),
    'log-map': { ...z.toJSONSchema(logMap, { io: 'input', target: 'draft-2020-12' }), title: 'Gridbeat map of a log' },
    calibrate: output(calibrationOutputSchema, 'Output of gridbeat calibrate --json'),
    'city-import': output(cityImportOutputSchema, 'Output of gridbeat city import --json'),
    serve: output(serveOutputSchema, 'Output of gridbeat serve --json'),
    'export-k6': output(exportK6OutputSchema, 'Output of gridbeat export k6 --json'),
    'export-schedule': output(exportScheduleOutputSchema, 'Output of gridbeat export schedule --json'),
    schedule: output(z.union([scheduleHeader, scheduleLine]), 'A line of a Gridbeat schedule: the first, or any other'),
    judge: output(judgeOutputSchema, 'Output of gridbeat judge --json'),
    load: output(loadOutputSchema, 'Output of gridbeat load --json'),
    'load-second': output(secondSchema, 'A line of seconds.ndjson in the result of gridbeat load'),
    'load-capacity': output(capacityOutputSchema, 'Output of gridbeat load --find-capacity --json'),
    validation: output(validationOutputSchema, 'Output of gridbeat validate --json'),
    'second-opinion': output(secondOpinionOutputSchema, 'Output of gridbeat validate --township --json'),
    probe: output(probeOutputSchema, 'Output of gridbeat probe --json'),
    'backend-new': output(backendNewOutputSchema, 'Output of gridbeat backend new --json'),
    error: output(errorOutputSchema, 'Output of any command with --json that could not do what it was asked'),
  };
}
