import { appendFileSync } from 'node:fs';
import { say } from '../locales/index.ts';
import { type Annotation, shownAnnotations, stepSummary, workflowCommand } from '../report/github.ts';
import type { Page } from '../report/page.ts';
import type { ArgumentReader } from './arguments.ts';
import type { Option } from './command.ts';
import type { Terminal } from './terminal.ts';

export const GITHUB_OPTIONS = {
  github: { kind: 'flag', describe: 'github.option' },
} as const satisfies Readonly<Record<string, Option>>;

/** Whether to speak to a GitHub workflow: where it is asked for, and in a workflow anyway. */
export function readGithub(reader: ArgumentReader): boolean {
  return reader.flag('github') || process.env.GITHUB_ACTIONS === 'true';
}

/**
 * Annotations on stderr, which the runner reads as well as stdout, so that `--json` stays alone there; and the page at the
 * end of the step's summary where there is one.
 */
export function tellGithub(annotations: readonly Annotation[], page: Page, { language, note }: Terminal): void {
  for (const annotation of shownAnnotations(annotations, language)) note(workflowCommand(annotation));
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return;
  try {
    appendFileSync(file, stepSummary(page));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    note(say(language, { key: 'github.noSummary', values: { reason } }));
  }
}
