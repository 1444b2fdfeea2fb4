import { cityBuild } from './city-build.ts';
import { cityShow } from './city-show.ts';
import type { Command } from './command.ts';
import { exportSchemaCommand } from './export-schema.ts';
import { judge } from './judge.ts';
import type { Groups } from './parser.ts';
import { bare, run } from './run.ts';
import { serveCommand } from './serve.ts';

/** Everything that `gridbeat` does, in the order in which help lists it. */
export const COMMANDS: readonly Command[] = [bare, run, cityBuild, cityShow, judge, serveCommand, exportSchemaCommand];

/** First words that several commands share. */
export const GROUPS: Groups = { city: 'cli.city.describe', export: 'cli.export.describe' };
