import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on this machine that opens tunnels to any host name, all of which mean this machine. */
export class ConnectProxy {
  /** The targets of all tunnels, as they were asked for. */
  readonly asked: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((_, response) => response.writeHead(405).end());

  /** `authorization`: what it wants to be told; `status`: what it answers instead of a tunnel. */
  constructor({ authorization, status }: { authorization?: string; status?: number } = {}) {
    this.server.on('connect', (request, client: Socket) => {
      client.on('error', () => {});
      this.keep(client);
      this.asked.push(request.url ?? '');
      const denied = authorization !== undefined && request.headers['proxy-authorization'] !== authorization;
      if (denied || status !== undefined) {
        client.end(`HTTP/1.1 ${denied ? 407 : status} No\r\ncontent-length: 0\r\n\r\n`);
        return;
      }
      const port = Number(/:(\d+)$/.exec(request.url ?? '')?.[1] ?? 80);
      const target = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(client).pipe(target);
      });
      this.keep(target);
      target.on('error', () => client.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.closeAllConnections();
    this.server.close();
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
  }
}
