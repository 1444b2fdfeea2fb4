import type { WireIncident } from '../backend/http/api.ts';
import type { Answer, Command } from './command.ts';

/** The way of a request into the server: what a fault may be put in between. */
export interface Path {
  /** Simulated time. */
  readonly now: number;
  /** Resolves when the command is done and on disk. Rejects with a ProblemError when it cannot be done. */
  submit(command: Command): Promise<Answer>;
  /** Throws a ProblemError where there is none. */
  incident(id: number): WireIncident;
}
