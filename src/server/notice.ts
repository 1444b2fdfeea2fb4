import type { SequencedOrder, WireReport } from '../backend/http/api.ts';
import type { CrewNotice, Outcome, Refused, Reported } from '../port/notices.ts';
import type { Books } from './books.ts';
import type { Command } from './command.ts';
import { unfit } from './problem-error.ts';

/** What the scenario of the decider knows; reports of anything else are turned down. */
export interface Terms {
  readonly kinds: ReadonlySet<string>;
  readonly matters: ReadonlySet<string>;
}

/** What somebody tells, checked against what there is, in the words of the port. */
export type Told =
  | { readonly type: 'reported'; readonly report: WireReport; readonly notice: Omit<Reported, 'incident'> }
  | { readonly type: 'crew'; readonly notice: CrewNotice }
  | { readonly type: 'outcome'; readonly notice: Outcome }
  | { readonly type: 'refused'; readonly order: SequencedOrder; readonly notice: Refused }
  | { readonly type: 'visits' };

/** Throws a ProblemError for crews, places, incidents, orders and words that there are not. */
export function noticeOf(command: Command, books: Books, crews: number, micros: number, terms: Terms): Told {
  const crewExists = (crew: number | null, path: string): void => {
    if (crew !== null && crew >= crews) throw unfit(path, `there is no crew ${crew}`);
  };
  const microExists = (micro: number, path: string): void => {
    if (micro >= micros) throw unfit(path, `there is no micro-grid ${micro}`);
  };
  switch (command.name) {
    case 'report': {
      const { body } = command;
      microExists(body.micro, 'micro');
      crewExists(body.finderCrew, 'finderCrew');
      if (!terms.kinds.has(body.kind)) throw unfit('kind', 'the scenario of this server has no such kind');
      if (!terms.matters.has(body.matter)) throw unfit('matter', 'the scenario of this server has no such matter');
      const { reference: _, text: __, finderCrew, ...rest } = body;
      return { type: 'reported', report: body, notice: { type: 'reported', ...rest, finderCrew: finderCrew ?? -1 } };
    }
    case 'status': {
      const { crew } = command;
      const { incident, ...rest } = command.body;
      crewExists(crew, 'crew');
      if (incident !== null) books.incident(incident);
      return { type: 'crew', notice: { type: 'crew', crew, ...rest, incident: incident ?? -1 } };
    }
    case 'outcome': {
      const { crew, ...rest } = command.body;
      crewExists(crew, 'crew');
      books.incident(rest.incident);
      return { type: 'outcome', notice: { type: 'outcome', crew: crew ?? -1, ...rest } };
    }
    case 'refusal': {
      const { at, order: seq, reason } = command.body;
      const order = books.order(seq);
      return { type: 'refused', order, notice: { type: 'refused', at, order: order.order, reason } };
    }
    case 'visits':
      command.body.visits.forEach(({ crew, micro }, i) => {
        crewExists(crew, `visits.${i}.crew`);
        microExists(micro, `visits.${i}.micro`);
      });
      return { type: 'visits' };
    default:
      throw new Error(`${command.name} tells nothing`);
  }
}
