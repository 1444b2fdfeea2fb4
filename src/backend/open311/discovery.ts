import { isObject } from '../../kernel/object.ts';
import type { Address } from './address.ts';
import { FORMATS, type Format, readBody } from './body.ts';
import type { Client } from './client.ts';
import { type Answer, NoAnswer } from './http.ts';

/** An endpoint that a discovery document names. */
export interface Endpoint {
  readonly url: string;
  readonly specification: string;
  readonly type: string;
}

export interface Discovery {
  readonly url: URL;
  readonly answer: Answer;
  /** Undefined where the answer is no discovery document. */
  readonly endpoints: readonly Endpoint[] | undefined;
}

/** Beside the methods, or one or two folders above them: `/open311/v2/` has it mostly in `/open311/`. */
function places({ base }: Address, format: Format): URL[] {
  const urls = ['', '../', '../../'].map((up) => new URL(`${up}discovery.${format}`, base).href);
  return [...new Set(urls)].map((url) => new URL(url));
}

/** The first discovery document that can be found, else the last answer; undefined where nobody answered at all. */
export async function discover(client: Client): Promise<Discovery | undefined> {
  let last: Discovery | undefined;
  for (const format of FORMATS) {
    for (const url of places(client.address, format)) {
      try {
        const answer = await client.get(url, format);
        const endpoints = answer.status === 200 ? readEndpoints(answer) : undefined;
        last = { url, answer, endpoints };
        if (endpoints !== undefined) return last;
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    }
  }
  return last;
}

function readEndpoints(answer: Answer): Endpoint[] | undefined {
  const body = readBody(answer);
  if (!('value' in body) || !isObject(body.value)) return undefined;
  const root = isObject(body.value.discovery) ? body.value.discovery : body.value;
  const listed = isObject(root.endpoints) && 'endpoint' in root.endpoints ? root.endpoints.endpoint : root.endpoints;
  if (listed === undefined) return undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
  return [listed]
    .flat()
    .filter(isObject)
    .map(({ url, specification, type }) => ({ url: text(url), specification: text(specification), type: text(type) }));
}

/**
 * What the document says an address is: the type of its own endpoint; where none fits, `production` if any endpoint of
 * the document is that, to be on the safe side.
 */
export function endpointType(endpoints: readonly Endpoint[], { base }: Address): string | undefined {
  const same = (url: string) => {
    const found = URL.parse(url);
    if (found === null || found.host !== base.host) return false;
    return found.pathname.replace(/\/*$/, '/') === base.pathname;
  };
  const own = endpoints.filter(({ url }) => same(url));
  const types = (own.length > 0 ? own : endpoints).map(({ type }) => type.toLowerCase());
  return types.includes('production') ? 'production' : own[0]?.type;
}
