import { DAY } from '../../kernel/time.ts';
import type { Refusal } from '../../port/notices.ts';
import { EVENT, payload } from '../events.ts';
import { PURPOSE } from '../purposes.ts';
import { CALLED, PRESENT } from '../state.ts';
import { unit, type World } from '../world.ts';
import { goHome, tellDuty } from './activity.ts';

/** Calls up to `number` groups of a township; each answers or not by its own draw of the day, and gathers. */
export function callUp(w: World, township: number, number: number, now: number): Refusal | undefined {
  const { roster, crews, draws, scenario } = w;
  if (!Number.isInteger(township) || township < 0 || township >= w.city.townships.length) return 'unknownPool';
  const { answerShare } = scenario.staffing.volunteers;
  const day = Math.floor(now / DAY);
  let called = 0;
  for (const crew of w.volunteers[township]) {
    if (called >= number) break;
    if (crews.present[crew] !== 0 || crews.task[crew] >= 0 || crews.order[crew] >= 0) continue;
    called++;
    draws.block(PURPOSE.volunteer, roster.stableId[crew], day, 0);
    if (unit(draws.w0) >= answerShare) continue;
    crews.present[crew] = CALLED;
    w.queue.push(now + w.gather.sample(unit(draws.w1)), payload(EVENT.volunteersGather, crew));
  }
  return called === 0 ? 'unknownPool' : undefined;
}

/** A group that answered is there, and stays for `stayHours`. */
export function volunteersGather(w: World, crew: number, now: number): void {
  const { crews } = w;
  crews.present[crew] = PRESENT;
  tellDuty(w, crew, 'available', now);
  w.queue.push(now + w.scenario.staffing.volunteers.stayHours * 3600, payload(EVENT.volunteersLeave, crew));
}

/** They go home; who is on a job finishes it and is not sent again. */
export function volunteersLeave(w: World, crew: number, now: number): void {
  const { crews } = w;
  crews.present[crew] = 0;
  if (crews.order[crew] >= 0 || crews.task[crew] >= 0) return;
  goHome(w, crew);
  tellDuty(w, crew, 'offDuty', now);
}
