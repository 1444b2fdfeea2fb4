import type { CapacityResult } from '../../load/capacity/find.ts';
import type { Outcome } from '../../load/capacity/search.ts';
import type { Trial } from '../../load/capacity/trial.ts';
import { type Language, say } from '../../locales/index.ts';
import { formatValue } from '../format.ts';
import type { Page, PageTable, Tone } from '../page.ts';
import { capacityChart } from './chart.ts';
import { brokenText, capacityNotes, capacitySentence } from './sentence.ts';

const TONES = { held: 'good', broken: 'bad', invalid: 'caution' } as const satisfies Record<Outcome, Tone>;

/** A search for a capacity for people: the answer, the curves of the targets over the multiple, and every trial. */
export function capacityPage(result: CapacityResult, language: Language): Page {
  const { manifest, setting } = result.first;
  const values = {
    backend: manifest.backend,
    from: setting.localTime,
    speed: setting.speed,
    seconds: setting.duration,
  };
  return {
    title: capacitySentence(result, language),
    parts: [
      say(language, { key: 'capacity.about', values }),
      ...result.targets.map((target) => ({ svg: capacityChart(result, target, language) })),
      trialsTable(result.trials, language),
      measuresTable(result.trials, language),
      { list: capacityNotes(result, language) },
    ],
  };
}

function trialsTable(trials: readonly Trial[], language: Language): PageTable {
  const rows = trials.map((trial, i) => [
    String(i + 1),
    multipleText(trial.multiple),
    rate(trial.reports),
    rate(trial.operations),
    trial.measured.toFixed(0),
    say(language, `capacity.outcome.${trial.outcome}`),
    why(trial, language),
  ]);
  const heads = (['number', 'multiple', 'reports', 'operations', 'seconds', 'outcome', 'broken'] as const).map((head) =>
    say(language, `capacity.head.${head}`),
  );
  return {
    title: say(language, 'capacity.trials'),
    heads,
    rows,
    left: [5, 6],
    tones: trials.map(({ outcome }) => TONES[outcome]),
  };
}

/** Which measures did not hold, or that the generator was late. */
function why({ outcome, broken, late }: Trial, language: Language): string {
  if (outcome === 'invalid')
    return late > 0 ? say(language, { key: 'capacity.late', values: { percent: (late * 100).toFixed(1) } }) : '';
  return broken.map((one) => brokenText(one, language).replace(/ [<>=].*/, '')).join(', ');
}

function measuresTable(trials: readonly Trial[], language: Language): PageTable {
  const targets = trials[0]?.targets ?? [];
  return {
    title: say(language, 'capacity.measures'),
    heads: [
      say(language, 'capacity.head.multiple'),
      ...targets.map(({ target }) => target.measure.replace(/^op\./, '')),
    ],
    rows: [...trials]
      .sort((a, b) => a.multiple - b.multiple)
      .map(({ multiple, targets: judged }) => [
        multipleText(multiple),
        ...judged.map(({ measure }) => formatValue(measure, language) || '-'),
      ]),
  };
}

export const multipleText = (multiple: number): string => `${multiple} x`;

const rate = (perSecond: number): string => perSecond.toFixed(perSecond < 10 ? 1 : 0);
