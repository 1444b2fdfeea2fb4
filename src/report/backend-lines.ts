import { type Language, say } from '../locales/index.ts';
import type { RunResult } from '../run/result.ts';
import { printable } from '../scenario/problem.ts';
import type { Manifest } from './manifest.ts';

/** Who helped the backend with what, and what was seen of it: a line each; none for the embedded one. */
export function backendLines({ outside }: Pick<RunResult, 'outside'>, backend: string, language: Language): string[] {
  if (outside === undefined) return [];
  const { help, remarks } = outside;
  const helped = help && { backend: printable(backend), by: help.by, verbs: help.verbs.join(', ') };
  return [
    ...(helped ? [say(language, { key: 'backend.helped', values: helped })] : []),
    ...remarks.map(({ message, times }) =>
      message.key.startsWith('open311.seen.')
        ? say(language, { ...message, values: { ...message.values, times } })
        : say(language, { key: 'backend.remark', values: { text: say(language, message), times } }),
    ),
  ];
}

/** The same for the manifest. */
export function outsideManifest(
  { outside }: Pick<RunResult, 'outside'>,
  language: Language,
): Pick<Manifest, 'outside'> {
  if (outside === undefined) return {};
  const { help, remarks } = outside;
  return {
    outside: {
      ...(help && { help: { by: help.by, verbs: [...help.verbs] } }),
      remarks: remarks.map(({ code, times, message }) => ({ code, times, text: say(language, message) })),
    },
  };
}
