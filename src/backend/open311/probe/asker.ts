import type { Message, MessageKey } from '../../../locales/index.ts';
import { printable } from '../../../scenario/problem.ts';
import type { Address } from '../address.ts';
import type { Format } from '../body.ts';
import { Client, type NewRequest } from '../client.ts';
import { Deviations } from '../deviations.ts';
import { type Answer, type Http, NoAnswer } from '../http.ts';

const LONGEST = 160;
/** Requests in a row without any answer after which nothing more is asked. */
const MOST_SILENCES = 2;

/** A request with what came of it: an answer, or why there is none. `request` is empty where it was not sent. */
export interface Asked {
  readonly request: string;
  /** The answer in one printable line of at most some 200 characters. */
  readonly shown: string;
  readonly answer?: Answer;
  readonly why?: Message<MessageKey>;
}

/** Asks an endpoint and keeps the request and the answer as they can be shown. */
export class Asker {
  readonly address: Address;
  readonly hasKey: boolean;
  private readonly http: Http;
  private readonly key: string | undefined;
  private silences = 0;

  constructor(address: Address, http: Http, key: string | undefined) {
    this.address = address;
    this.http = http;
    this.key = key;
    this.hasKey = key !== undefined;
  }

  /** A client whose deviations are those of one row. */
  client(format: Format): Client {
    return new Client(this.address, this.http, new Deviations(), this.key, format);
  }

  get(client: Client, url: URL, format: Format): Promise<Asked> {
    return this.ask(`GET ${this.pathOf(url)}`, () => client.get(url, format));
  }

  /** Shows the fields that stand in the request, never the key. */
  post(client: Client, method: string, fields: NewRequest, { withKey = true } = {}): Promise<Asked> {
    const form = fields.map(([name, value]) => `${name}=${value}`).join('&');
    const request = `POST ${this.pathOf(client.url(method))} ${form}`;
    return this.ask(this.line(request), () => client.post(method, fields, { withKey }));
  }

  /** An answer that is there already. */
  known(url: URL, answer: Answer): Asked {
    return { request: `GET ${this.pathOf(url)}`, shown: this.show(answer), answer };
  }

  private async ask(request: string, send: () => Promise<Answer>): Promise<Asked> {
    if (this.silences >= MOST_SILENCES) return { request: '', shown: '', why: { key: 'probe.silent' } };
    try {
      const answer = await send();
      this.silences = 0;
      return { request, shown: this.show(answer), answer };
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      this.silences++;
      return { request, shown: '', why: error.why };
    }
  }

  /** Relative to the endpoint, as the specification writes methods. */
  private pathOf(url: URL): string {
    const { base } = this.address;
    const path = url.pathname.startsWith(base.pathname) ? url.pathname.slice(base.pathname.length) : url.pathname;
    return this.line(path + url.search);
  }

  private show({ status, type, text }: Answer): string {
    return [String(status), this.line(type), this.line(text)].filter((part) => part !== '').join(' ');
  }

  /** A server may send back what it was sent: the key is taken out. */
  private line(text: string): string {
    const clean = printable(text.slice(0, 20 * LONGEST).replace(/\s+/g, ' ')).trim();
    const safe = this.key === undefined ? clean : clean.replaceAll(this.key, '…');
    return safe.length > LONGEST ? `${safe.slice(0, LONGEST - 1)}…` : safe;
  }
}

/** For `catch`: no answer is nothing here; any other error goes on. */
export function ignoreSilence(error: unknown): undefined {
  if (!(error instanceof NoAnswer)) throw error;
}
