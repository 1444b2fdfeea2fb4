import { afterAll, beforeAll } from 'vitest';
import { Workplace } from '../cli/gridbeat.ts';
import { type Served, serve } from './served.ts';

/** For all tests of a file: a server of Lanwan, with more options if need be, and a folder to run in. */
export function servedLanwan(...options: readonly string[]): { readonly place: Workplace; readonly url: string } {
  const place = new Workplace();
  let served: Served;
  beforeAll(async () => {
    served = await serve(['--scenario', 'lanwan', ...options]);
  }, 60_000);
  afterAll(async () => {
    await served.stop();
    place.remove();
  });
  return {
    place,
    get url() {
      return served.url;
    },
  };
}
