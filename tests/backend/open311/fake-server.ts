import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a fake Open311 server departs from the specification; everything absent is as it should be. */
export interface Dialect {
  readonly format?: 'json' | 'xml';
  readonly element?: 'request' | 'service_request';
  readonly wrapped?: boolean;
  readonly bare?: boolean;
  readonly numbers?: boolean;
  readonly tokens?: boolean;
  readonly readsSeveral?: boolean;
  /** Refuses every n-th report, with an error of this kind. */
  readonly refuses?: { readonly every: number; readonly status: number; readonly body: string; readonly type: string };
  readonly production?: boolean;
}

interface Kept {
  readonly id: string;
  readonly form: URLSearchParams;
  readonly token: string;
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A small Open311 server on a free port of this machine. */
export class FakeServer {
  readonly kept: Kept[] = [];
  posts = 0;
  private readonly dialect: Dialect;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `open311+http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v2`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, method = '', key = '', format] = /^\/v2\/(\w+)(?:\/(.+))?\.(json|xml)$/.exec(url.pathname) ?? [];
    if (format !== (this.dialect.format ?? 'json'))
      return this.send(response, 404, '<html>Not found</html>', 'text/html');
    if (method === 'services' && key === '') {
      return this.list(response, 'services', 'service', [
        { service_code: 'plain', service_name: 'Plain', metadata: 'false' },
        { service_code: 'other', service_name: 'Other', metadata: 'false' },
      ]);
    }
    if (method === 'requests' && request.method === 'POST') return this.create(response, new URLSearchParams(body));
    if (method === 'tokens')
      return this.requests(
        response,
        this.kept.filter(({ token }) => token === key),
        true,
      );
    if (method === 'requests' && key !== '')
      return this.requests(
        response,
        this.kept.filter(({ id }) => id === key),
      );
    if (method === 'requests') {
      const ids = (url.searchParams.get('service_request_id') ?? '').split(',');
      return this.requests(
        response,
        this.dialect.readsSeveral === false ? [] : this.kept.filter(({ id }) => ids.includes(id)),
      );
    }
    return this.send(response, 404, '[{"code":404,"description":"unknown"}]', 'application/json');
  }

  private create(response: ServerResponse, form: URLSearchParams): unknown {
    const { refuses, tokens } = this.dialect;
    this.posts++;
    if (refuses && this.posts % refuses.every === 0)
      return this.send(response, refuses.status, refuses.body, refuses.type);
    const id = String(1000 + this.kept.length);
    const kept = { id, form, token: tokens ? `t${id}` : '' };
    this.kept.push(kept);
    const answer = tokens ? { token: kept.token } : { service_request_id: this.id(id) };
    return this.list(response, 'service_requests', this.dialect.element ?? 'request', [answer]);
  }

  private requests(response: ServerResponse, kept: readonly Kept[], brief = false): unknown {
    const items = kept.map(({ id, form, token }) =>
      brief
        ? { service_request_id: this.id(id), token }
        : {
            service_request_id: this.id(id),
            status: 'open',
            service_code: form.get('service_code'),
            description: form.get('description'),
            requested_datetime: '2026-01-01T00:00:00Z',
            lat: Number(form.get('lat')),
            long: Number(form.get('long')),
          },
    );
    return this.list(response, 'service_requests', this.dialect.element ?? 'request', items);
  }

  private id(id: string): string | number {
    return this.dialect.numbers ? Number(id) : id;
  }

  private list(response: ServerResponse, list: string, item: string, items: readonly object[]): unknown {
    const { format, wrapped, bare } = this.dialect;
    if (format === 'xml') {
      const xml = items.map((one) => {
        const fields = Object.entries(one).map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`);
        return `<${item}>${fields.join('')}</${item}>`;
      });
      return this.send(response, 200, `<?xml version="1.0"?><${list}>${xml.join('')}</${list}>`, 'text/xml');
    }
    const value = bare && items.length === 1 ? items[0] : items;
    return this.send(
      response,
      200,
      JSON.stringify(wrapped ? { data: value, success: true } : value),
      'application/json',
    );
  }

  private send(response: ServerResponse, status: number, body: string, type: string): unknown {
    return response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(body);
  }
}
