import type { Command } from './command.ts';
import type { Groups } from './parser.ts';

type Loader = () => Promise<readonly Command[]>;

/**
 * Everything that `gridbeat` does, by first word and in the order in which help lists it. Each is read only when it is
 * called: a load test has no use for what imports cities, and would wait for it.
 */
const COMMANDS: Readonly<Record<string, Loader>> = {
  run: async () => {
    const { bare, run } = await import('./run.ts');
    return [bare, run];
  },
  city: async () => {
    const [{ cityBuild }, { cityShow }, { cityImport }] = await Promise.all([
      import('./city-build.ts'),
      import('./city-show.ts'),
      import('./city-import.ts'),
    ]);
    return [cityBuild, cityShow, cityImport];
  },
  calibrate: async () => [(await import('./calibrate.ts')).calibrate],
  validate: async () => [(await import('./validate.ts')).validateCommand],
  load: async () => [(await import('./load.ts')).loadCommand],
  judge: async () => [(await import('./judge.ts')).judge],
  probe: async () => [(await import('./probe.ts')).probeCommand],
  serve: async () => [(await import('./serve.ts')).serveCommand],
  backend: async () => [(await import('./backend-new.ts')).backendNew],
  export: async () => {
    const [{ exportSchemaCommand }, { exportOpenApiCommand }, { exportK6Command }, { exportScheduleCommand }] =
      await Promise.all([
        import('./export-schema.ts'),
        import('./export-openapi.ts'),
        import('./export-k6.ts'),
        import('./export-schedule.ts'),
      ]);
    return [exportSchemaCommand, exportOpenApiCommand, exportK6Command, exportScheduleCommand];
  },
};

/** The commands that a command line may call: those that its first word names, or else all. */
export async function commandsFor([first = '']: readonly string[]): Promise<readonly Command[]> {
  const loaders = Object.hasOwn(COMMANDS, first) ? [COMMANDS[first]] : Object.values(COMMANDS);
  return (await Promise.all(loaders.map((load) => load()))).flat();
}

/** First words that several commands share. */
export const GROUPS: Groups = {
  city: 'cli.city.describe',
  backend: 'cli.backend.describe',
  export: 'cli.export.describe',
};
