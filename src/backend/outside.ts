import { appendFileSync, closeSync, openSync } from 'node:fs';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Message, MessageKey } from '../locales/index.ts';
import type { Access } from './access.ts';

/** Stands in every text that is written to a system outside, so that nobody takes it for a real report. */
export const EXERCISE = 'GRIDBEAT EXERCISE';

/** Writing to a host that is not this machine, unless told otherwise: so many a second, and so many in all [A]. */
const CAPS = { perSecond: 5, total: 500 } as const;

/** Where the ids of what was created elsewhere are noted unless told otherwise, in the folder that Gridbeat runs in. */
export const CREATED_FILE = 'gridbeat-created.ndjson';

/** What somebody who starts writing to a system outside has allowed, and how to get there. */
export interface Permission {
  /** Hosts that they say are theirs, as in the address, with or without the port. */
  readonly owned: readonly string[];
  /** Writes a second and in all; `CAPS` where absent. Neither counts on this machine unless given. */
  readonly perSecond?: number | undefined;
  readonly total?: number | undefined;
  /** Where the ids of what was created are written, one JSON object per line. */
  readonly createdFile?: string | undefined;
  readonly access?: Access | undefined;
}

/** Whether an address is this machine's own: `localhost`, 127.0.0.0/8 or ::1. Names are not looked up. */
function isLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

/** Whether what is reached at an address is this machine itself: what a proxy elsewhere calls so is another one. */
export function isHere(url: URL, { access }: Pick<Permission, 'access'>): boolean {
  const proxy = access?.proxy;
  return isLoopback(url) && (proxy === undefined || isLoopback(new URL(proxy.url)));
}

/**
 * Why nothing may be written there; undefined if it may. Anything but this machine has to be named as one's own.
 * `endpoint`: the type that a discovery document gives the address, where there is one.
 */
export function refuseToWrite(
  url: URL,
  { owned, access }: Pick<Permission, 'owned' | 'access'>,
  endpoint?: string,
): Message<MessageKey> | undefined {
  if (isHere(url, { access })) return undefined;
  const named = owned.some((host) => [url.hostname, url.host].includes(host.toLowerCase()));
  if (!named) return { key: 'outside.notOwned', values: { host: url.host } };
  if (endpoint?.trim().toLowerCase() === 'production') return { key: 'outside.production', values: { host: url.host } };
  return undefined;
}

/** Keeps writes within their rate and total. */
export class WriteBudget {
  private readonly interval: number;
  private readonly total: number;
  private next = 0;
  private used = 0;

  constructor(url: URL, { perSecond, total, access }: Permission) {
    const here = isHere(url, { access });
    this.interval = 1000 / (perSecond ?? (here ? Number.POSITIVE_INFINITY : CAPS.perSecond));
    this.total = total ?? (here ? Number.POSITIVE_INFINITY : CAPS.total);
  }

  /** Resolves to true when one more write may be made, at once or after a wait; to false when the total is used up. */
  async take(signal?: AbortSignal): Promise<boolean> {
    if (this.used >= this.total) return false;
    this.used++;
    const now = performance.now();
    const due = Math.max(now, this.next);
    this.next = due + this.interval;
    if (due > now) await wait(due - now, undefined, signal && { signal });
    return true;
  }
}

/** Notes down what was created elsewhere, as it is created, so that somebody can clear it away. */
export class CreatedIds {
  readonly file: string | undefined;
  number = 0;
  private open: number | undefined;

  constructor(file: string | undefined) {
    this.file = file;
  }

  /** Throws the file system's error when it cannot be written. `isNew`: it was not noted by another name before. */
  add(created: Readonly<Record<string, string>>, isNew = true): void {
    if (isNew) this.number++;
    if (this.file === undefined) return;
    this.open ??= openSync(this.file, 'a');
    appendFileSync(this.open, `${JSON.stringify(created)}\n`);
  }

  close(): void {
    if (this.open !== undefined) closeSync(this.open);
    this.open = undefined;
  }
}
