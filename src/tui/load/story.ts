import type { Standing } from '../../load/invariants/judgement.ts';
import type { Phase, Second } from '../../load/live.ts';
import type { Overall } from '../../load/live-load.ts';
import type { ErrorKind, LoadSetting } from '../../load/result.ts';
import type { LoadWindow } from '../../load/window.ts';

/** Seconds that are kept for the charts: more than any terminal has columns. */
const MOST_SECONDS = 600;

/** What is known from the beginning. */
export interface LoadTitle {
  readonly title: string;
  readonly backend: string;
  /** Local date of simulated time 0. */
  readonly startDate: string;
}

/** The clock of a load runs. */
interface Begun {
  readonly window: LoadWindow;
  readonly setting: LoadSetting;
  /** Whether the speed can be changed. */
  readonly adjustable: boolean;
}

/** Simulated over wall seconds, 0 in a pause; `wanted`: what the backend is asked for; `problem`: why it did not do it. */
export interface PaceNow {
  /** Simulated time at which this was so. */
  readonly simulated: number;
  readonly speed: number;
  readonly wanted: number;
  readonly problem: string | undefined;
}

/** What is told with every second. */
export interface LoadNow {
  readonly second: Second;
  readonly response: Overall;
  readonly service: Overall;
  readonly doublings: readonly number[];
  readonly standings: readonly Standing[];
  readonly errors: Readonly<Partial<Record<ErrorKind, number>>>;
}

/** News of a load, as it comes to whoever shows it. */
export type News =
  | { readonly type: 'phase'; readonly phase: Phase }
  | { readonly type: 'begun'; readonly begun: Begun; readonly pace: PaceNow }
  | { readonly type: 'second'; readonly now: LoadNow; readonly pace: PaceNow }
  | { readonly type: 'pace'; readonly pace: PaceNow }
  | { readonly type: 'stopping' };

/** All that a screen shows of a load. */
export interface LoadStory {
  readonly title: LoadTitle;
  readonly phase: Phase;
  readonly begun: Begun | undefined;
  readonly pace: PaceNow | undefined;
  readonly now: LoadNow | undefined;
  /** The newest last. */
  readonly seconds: readonly Second[];
  /** Somebody has asked it to end. */
  readonly stopping: boolean;
}

/** Before anything has been told. */
export function newStory(title: LoadTitle): LoadStory {
  return {
    title,
    phase: 'provision',
    begun: undefined,
    pace: undefined,
    now: undefined,
    seconds: [],
    stopping: false,
  };
}

/** The story as it is after the news. Another load begins it anew. */
export function told(story: LoadStory, news: News): LoadStory {
  switch (news.type) {
    case 'phase':
      return { ...story, phase: news.phase };
    case 'begun':
      return { ...newStory(story.title), stopping: story.stopping, begun: news.begun, pace: news.pace };
    case 'second': {
      const { now, pace } = news;
      return { ...story, now, pace, seconds: [...story.seconds, now.second].slice(-MOST_SECONDS) };
    }
    case 'pace':
      return { ...story, pace: news.pace };
    case 'stopping':
      return { ...story, stopping: true };
  }
}
