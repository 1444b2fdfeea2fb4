import { z } from 'zod';
import type { Language } from '../locales/index.ts';
import { formatProblem, type Problem, printable } from '../scenario/problem.ts';

/** What every command prints on stdout under `--json` when it could not do what it was asked. */
export const errorOutputSchema = z.strictObject({
  error: z.strictObject({
    /**
     * input: the user can mend it, exit code 2; fault: Gridbeat's own, 1; interrupted: before there was a result, 130 or 143;
     * backend: it stopped in the middle, 4. */
    kind: z.enum(['input', 'fault', 'interrupted', 'backend']),
    message: z.string(),
    problems: z.array(
      z.strictObject({
        /** File, line and column, or the option; empty where neither fits. */
        where: z.string(),
        /** Path in the scenario; empty for the whole. */
        path: z.string(),
        message: z.string(),
      }),
    ),
  }),
});
export type ErrorOutput = z.infer<typeof errorOutputSchema>;

/** An error for other programs, its problems one by one in full sentences. */
export function errorOutput(
  kind: ErrorOutput['error']['kind'],
  message: string,
  problems: readonly Problem[],
  language: Language,
): ErrorOutput {
  const told = problems.map((problem) => ({
    where: printable(problem.where),
    path: printable(problem.path),
    message: formatProblem(problem, language),
  }));
  return { error: { kind, message, problems: told } };
}
