import type { Message, MessageKey } from '../../locales/index.ts';
import { brief } from '../../scenario/problem.ts';

const PREFIX = 'open311+';

/** Where an Open311 endpoint is: all methods stand below `base`, which ends in a slash. */
export interface Address {
  readonly base: URL;
  readonly jurisdiction: string | undefined;
}

/** Whether the name of a backend has the prefix of Open311 endpoints. */
export const isOpen311 = (name: string): boolean => name.startsWith(PREFIX);

/**
 * Reads `open311+https://host/base?jurisdiction_id=ID`; the prefix may be left out. A message for what is no such
 * address. Secrets have no place in an address.
 */
export function readAddress(name: string): Address | Message<MessageKey> {
  const text = isOpen311(name) ? name.slice(PREFIX.length) : name;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return { key: 'open311.badAddress', values: { found: brief(text) } };
  }
  if (url.username !== '' || url.password !== '') return { key: 'open311.secretInAddress' };
  const unknown = [...url.searchParams.keys()].filter((key) => key !== 'jurisdiction_id');
  if (unknown.length > 0) return { key: 'open311.unknownParameter', values: { found: brief(unknown[0]) } };
  const base = new URL(url);
  base.search = '';
  base.hash = '';
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return { base, jurisdiction: url.searchParams.get('jurisdiction_id') ?? undefined };
}
