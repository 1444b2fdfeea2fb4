import { cityBuild } from './city-build.ts';
import { cityShow } from './city-show.ts';
import type { Command } from './command.ts';
import { exportSchemaCommand } from './export-schema.ts';
import type { Groups } from './parser.ts';
import { bare, run } from './run.ts';
import { validateCommand } from './validate.ts';

/** Everything that `gridbeat` does, in the order in which help lists it. */
export const COMMANDS: readonly Command[] = [bare, run, cityBuild, cityShow, validateCommand, exportSchemaCommand];

/** First words that several commands share. */
export const GROUPS: Groups = { city: 'cli.city.describe', export: 'cli.export.describe' };
