import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'rolldown';

const SOURCES = fileURLToPath(new URL('src/', import.meta.url));
/** `node build.ts [FOLDER]`: where the built files go. */
const [, , BUILT = fileURLToPath(new URL('dist/', import.meta.url))] = process.argv;

/** What is started by its file: the program, its threads, and what others import. */
const ENTRIES = [
  'cli/main',
  'run/worker',
  'validation/worker',
  'calibration/study-thread',
  'calibration/check/rehearsal-thread',
  'load/threads/thread',
  'tui/load/thread',
  'contract/gridbeat-backend',
];

/** A module asks where it is to find files beside the package and its threads: it is told where it was before bundling. */
function ownPlaces(): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return;
      const place = posix.relative(SOURCES, id).replace(/\.ts$/, '.js');
      return code.replaceAll('import.meta.url', `__placeOf(${JSON.stringify(place)})`);
    },
    renderChunk(code, { fileName }) {
      return code.replaceAll(/__placeOf\("([^"]+)"\)/g, (_, place: string) => {
        const path = posix.relative(posix.dirname(fileName), place);
        return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
      });
    },
  };
}

const under = (places: string) => {
  const pattern = new RegExp(`^(${places})[./]`);
  return (id: string): boolean =>
    pattern.test(posix.relative(SOURCES, id)) && !ENTRIES.some((entry) => id === `${SOURCES}${entry}.ts`);
};

// Few pieces, of which a command reads what it needs: what all say and draw with, what reads scenarios, what simulates (a
// thread needs no more), and what else imports demand. What a group's files import joins it.
await build({
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `${SOURCES}${entry}.ts`])),
  platform: 'node',
  external: (id) => !/^[./]/.test(id),
  plugins: [ownPlaces()],
  optimization: { inlineConst: true },
  output: {
    dir: BUILT,
    cleanDir: true,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    codeSplitting: {
      groups: [
        { name: 'base', test: under('kernel|style|locales|scenario/(calendar|problem|target|terms)'), priority: 1 },
        { name: 'scenario', test: under('scenario') },
        { name: 'engine', test: under('port|field|backend/embedded|run') },
      ],
    },
  },
});
