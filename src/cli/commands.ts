import { backendNew } from './backend-new.ts';
import { calibrate } from './calibrate.ts';
import { cityBuild } from './city-build.ts';
import { cityImport } from './city-import.ts';
import { cityShow } from './city-show.ts';
import type { Command } from './command.ts';
import { exportK6Command } from './export-k6.ts';
import { exportOpenApiCommand } from './export-openapi.ts';
import { exportScheduleCommand } from './export-schedule.ts';
import { exportSchemaCommand } from './export-schema.ts';
import { judge } from './judge.ts';
import { loadCommand } from './load.ts';
import type { Groups } from './parser.ts';
import { probeCommand } from './probe.ts';
import { bare, run } from './run.ts';
import { serveCommand } from './serve.ts';
import { validateCommand } from './validate.ts';

/** Everything that `gridbeat` does, in the order in which help lists it. */
export const COMMANDS: readonly Command[] = [
  bare,
  run,
  cityBuild,
  cityShow,
  cityImport,
  calibrate,
  validateCommand,
  loadCommand,
  judge,
  probeCommand,
  serveCommand,
  backendNew,
  exportSchemaCommand,
  exportOpenApiCommand,
  exportK6Command,
  exportScheduleCommand,
];

/** First words that several commands share. */
export const GROUPS: Groups = {
  city: 'cli.city.describe',
  backend: 'cli.backend.describe',
  export: 'cli.export.describe',
};
