import type { ServerResponse } from 'node:http';
import type { SequencedOrder } from '../backend/http/api.ts';

const MOST_STREAMS = 1000;
/** A reader who lets so many bytes pile up is cut off; it may resume by its last id. */
const MOST_BEHIND = 4 * 1024 * 1024;
const BEAT = 15_000;

/** Server-sent events: every order to everybody who listens. */
export class Streams {
  private readonly open = new Set<ServerResponse>();
  private readonly beat = setInterval(() => this.send(':\n\n'), BEAT).unref();

  get isFull(): boolean {
    return this.open.size >= MOST_STREAMS;
  }

  /** Takes over an answer whose head has not been written; `missed` come first. */
  add(answer: ServerResponse, missed: readonly SequencedOrder[]): void {
    answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    answer.write(`:\n\n${missed.map(eventOf).join('')}`);
    this.open.add(answer);
    answer.on('close', () => this.open.delete(answer));
  }

  publish(orders: readonly SequencedOrder[]): void {
    if (orders.length > 0 && this.open.size > 0) this.send(orders.map(eventOf).join(''));
  }

  close(): void {
    clearInterval(this.beat);
    for (const answer of this.open) answer.end();
  }

  private send(text: string): void {
    for (const answer of this.open) {
      if (answer.writableLength > MOST_BEHIND) answer.destroy();
      else answer.write(text);
    }
  }
}

function eventOf(order: SequencedOrder): string {
  return `id: ${order.seq}\nevent: order\ndata: ${JSON.stringify(order)}\n\n`;
}
