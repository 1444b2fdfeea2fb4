import type { CapacityResult } from '../../load/capacity/find.ts';
import type { Point } from '../../load/capacity/search.ts';
import type { Broken } from '../../load/capacity/trial.ts';
import { type Language, type MessageKey, say } from '../../locales/index.ts';
import { formatProblem } from '../../scenario/problem.ts';

/** What broke first at a multiple: the worst of its last trial that did not hold. */
export function firstBroken({ trials }: CapacityResult, { multiple }: Point): Broken | undefined {
  return trials.findLast((trial) => trial.multiple === multiple && trial.outcome === 'broken')?.broken[0];
}

/** A target, or the invariants by name, as it is told. */
export function brokenText({ what, invariants }: Broken, language: Language): string {
  const names = invariants.map((name) => say(language, `invariant.${name}`)).join('; ');
  return invariants.length > 0
    ? say(language, { key: 'capacity.invariant', values: { names } })
    : what.replace(/^op\./, '');
}

/** The answer in one sentence: how many times the storm it holds, and what breaks first. */
export function capacitySentence(result: CapacityResult, language: Language): string {
  const { holds, end } = result;
  const name = result.first.manifest.title[language];
  const tell = (key: MessageKey, values: Record<string, string | number>) =>
    say(language, { key, values: { name, ...values } });
  if (end === undefined) {
    const key = result.stopped === 'most' ? 'capacity.most' : 'capacity.atLeast';
    return tell(key, { holds: holds?.multiple ?? 0 });
  }
  const { multiple, verdict } = end;
  const broken = firstBroken(result, end);
  if (verdict === 'invalid' || broken === undefined)
    return holds === undefined
      ? tell('capacity.noGenerator', { multiple })
      : tell('capacity.generator', { holds: holds.multiple, multiple });
  const what = brokenText(broken, language);
  if (holds === undefined) return tell('capacity.none', { multiple, what });
  return tell('capacity.found', { holds: holds.multiple, multiple, what });
}

/** What has to be known beside it: how sure it is, why the search ended early, and whose fault it is. */
export function capacityNotes(result: CapacityResult, language: Language): string[] {
  const { holds, end, stopped, trials, problems, search, targets, byDefault } = result;
  const notes: string[] = [];
  const tell = (key: MessageKey, values: Record<string, string | number>) => notes.push(say(language, { key, values }));
  if (stopped === 'trials') tell('capacity.stopped.trials', { trials: trials.length });
  if (stopped === 'interrupted') tell('capacity.stopped.interrupted', { trials: trials.length });
  if (stopped === 'gone') {
    const reason = problems.map((problem) => formatProblem(problem, language)).join('; ');
    tell('capacity.stopped.gone', { multiple: trials.at(-1)?.multiple ?? 0, reason });
  }
  const beyond = end?.verdict === 'invalid' && trials.find((t) => t.multiple > end.multiple && t.outcome === 'broken');
  if (beyond && beyond.broken[0] !== undefined)
    tell('capacity.brokenAbove', { multiple: beyond.multiple, what: brokenText(beyond.broken[0], language) });
  const unsure = [holds, end].filter((point) => point !== undefined && !point.isSure);
  for (const point of unsure) if (point !== undefined) tell('capacity.unsure', { multiple: point.multiple });
  const held = holds && trials.findLast(({ multiple, outcome }) => multiple === holds.multiple && outcome === 'held');
  const unmeasured =
    held?.targets.filter(({ measure }) => measure === undefined).map(({ target }) => target.text) ?? [];
  if (held !== undefined && unmeasured.length > 0)
    tell('capacity.unmeasured', { multiple: held.multiple, texts: unmeasured.join(', ') });
  const cityToo = end && firstBroken(result, end)?.cityToo;
  if (cityToo) notes.push(say(language, 'capacity.cityToo'));
  const texts = targets.map(({ text }) => text).join(', ');
  tell(byDefault ? 'capacity.targetsByDefault' : 'capacity.targets', { texts });
  tell('capacity.rule', { percent: Number((search.resolution * 100).toPrecision(3)) });
  return notes;
}
