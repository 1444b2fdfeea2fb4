import { DAY } from '../../kernel/time.ts';
import { RateCounter, type Rates } from '../schedule/rates.ts';
import { schedule as openOperations, type Plan } from '../schedule/schedule.ts';
import { jsonFiles, type K6Operation, k6Operation } from './data.ts';
import { MOST_FILE_BYTES, operatorFiles } from './operator.ts';
import { k6Provision } from './provision.ts';
import { k6Script, paceOf } from './script.ts';

export interface K6Request extends Plan {
  /** Base address of the backend, without user and password. */
  readonly backend: string;
  readonly version: string;
  /** The script without its setting. */
  readonly template: string;
  /** Manifests for the k6 operator as well. */
  readonly operator: boolean;
}

export interface K6Files {
  /** Text by file name, the script first. */
  readonly files: ReadonlyMap<string, string>;
  readonly rates: Rates;
  readonly virtualUsers: number;
}

const SCRIPT = 'open-part.ts';

/** The open part of a load as a k6 script with its data; a pure function of the request. */
export function k6Files(request: K6Request): K6Files {
  const { scenario, city, start, speed, duration } = request;
  const counter = new RateCounter(start.at, speed);
  const schedule: K6Operation[] = [];
  for (const operation of openOperations(request)) {
    counter.add(operation);
    schedule.push(k6Operation(operation, start.at, speed));
  }
  const rates = counter.rates();
  const pace = paceOf(rates);
  const operations = jsonFiles('operations', schedule, MOST_FILE_BYTES);
  const lastDay = Math.floor((start.at + duration * speed) / DAY);
  const told = k6Provision(scenario, city, start.firstDay, lastDay);
  const provision = jsonFiles('provision', told, MOST_FILE_BYTES);
  const script = k6Script(request.template, {
    scenario: scenario.name,
    seed: scenario.seed,
    version: request.version,
    backend: request.backend,
    startDate: scenario.horizon.start,
    from: start.at,
    speed,
    operationFiles: [...operations.keys()],
    provisionFiles: [...provision.keys()],
    ...pace,
  });
  const files = new Map([[SCRIPT, script], ...operations, ...provision]);
  if (request.operator)
    for (const [name, text] of operatorFiles(scenario.name, SCRIPT, files)) files.set(`operator/${name}`, text);
  return { files, rates, virtualUsers: pace.vus };
}
