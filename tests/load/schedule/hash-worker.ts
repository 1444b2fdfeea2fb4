import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { type TinyOptions, tinyCity } from '../../../src/city/tiny.ts';
import { openPart } from '../../../src/load/schedule/open-part.ts';
import type { Scenario } from '../../../src/scenario/schema.ts';

/** A thread that makes a schedule and answers with the hash of its lines. */
const { scenario, options, until } = workerData as { scenario: Scenario; options: TinyOptions; until: number };
const hash = createHash('sha256');
for (const operation of openPart(scenario, tinyCity(options), { at: 0, firstDay: 0 }, until))
  hash.update(`${JSON.stringify(operation)}\n`);
parentPort?.postMessage(hash.digest('hex'));
