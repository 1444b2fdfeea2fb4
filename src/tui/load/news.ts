import type { Second } from '../../load/live.ts';
import type { LiveLoad } from '../../load/live-load.ts';
import type { Language } from '../../locales/index.ts';
import { formatProblem } from '../../scenario/problem.ts';
import type { News, PaceNow } from './story.ts';

/** What a running load tells, as plain data that can go to another thread. */

function paceNow({ pace }: LiveLoad, language: Language): PaceNow {
  const { simulated, speed, wanted, problem } = pace;
  return { simulated, speed, wanted, problem: problem && formatProblem(problem, language) };
}

/** Of the clock alone. */
export function paceNews(live: LiveLoad, language: Language): News {
  return { type: 'pace', pace: paceNow(live, language) };
}

/** The clock runs: what is to be measured, and how. */
export function begunNews(live: LiveLoad, language: Language): News {
  const { window, setting, pace } = live;
  return { type: 'begun', begun: { window, setting, adjustable: pace.adjustable }, pace: paceNow(live, language) };
}

/** The second that has passed, and all that is known of the load by then. */
export function secondNews(live: LiveLoad, second: Second, language: Language): News {
  const { response, service, doublings, standings, errors } = live;
  const now = { second, response, service, doublings, standings, errors };
  return { type: 'second', now, pace: paceNow(live, language) };
}
