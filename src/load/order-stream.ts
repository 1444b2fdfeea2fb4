import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { BASE, MOST, type SequencedOrder, sequencedOrder } from '../backend/http/api.ts';
import { problemDetails } from '../backend/http/problem.ts';
import type { Transport } from '../backend/http/transport.ts';
import type { ErrorKind } from './result.ts';

/** Milliseconds before a lost stream is opened again: the first time, each time twice as many, at most. [A] */
const AGAIN = { first: 100, most: 2000 } as const;
/** Without a sign of life for so many milliseconds a stream counts as broken. [A] */
const SILENCE = 60_000;
const EXPIRED = 410;

export interface OrderTaker {
  event(event: 'opened' | 'closed' | 'expired'): void;
  /** In the sequence of the stream. */
  order(order: SequencedOrder): void;
  /** It could not be opened, or gave something else than orders. */
  failed(kind: ErrorKind): void;
  /** What the cursor pointed to is gone: everything is to be read anew before the stream goes on. */
  reread(): Promise<void>;
}

/** Follows a server's orders: after a break it goes on where it was, after an expired cursor from the newest. */
export class OrderStream {
  private readonly transport: Transport;
  private readonly taker: OrderTaker;
  private last: number;
  private failures = 0;
  private breakOff: () => void = () => {};
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** `after`: sequence number after which orders are wanted. */
  constructor(transport: Transport, taker: OrderTaker, after = 0) {
    this.transport = transport;
    this.taker = taker;
    this.last = after;
  }

  open(): void {
    if (this.closed) return;
    let status = 0;
    let failure: ErrorKind = 'connection';
    let text = '';
    const decoder = new StringDecoder('utf8');
    const parser = createParser({ onEvent: ({ data }) => this.take(data), maxBufferSize: MOST.body });
    const headers = { accept: 'text/event-stream', ...(this.last > 0 && { 'last-event-id': String(this.last) }) };
    this.breakOff = this.transport.stream(
      { method: 'GET', path: `${BASE}/orders?after=${this.last}`, headers },
      {
        opened: (answered, contentType) => {
          status = contentType.startsWith('text/event-stream') || answered !== 200 ? answered : 0;
          failure = answered >= 500 ? 'status5xx' : answered >= 400 ? 'status4xx' : 'answer';
          if (status === 200) this.taker.event('opened');
          else if (status !== EXPIRED) this.breakOff();
        },
        data: (chunk) => {
          if (status !== 200) text = (text + chunk.toString('utf8')).slice(0, MOST.body);
          else this.feed(parser, decoder.write(chunk));
        },
        ended: () => {
          if (status === 200) this.taker.event('closed');
          if (status === EXPIRED) void this.expired(text);
          else {
            if (status !== 200 && !this.closed) this.taker.failed(failure);
            this.again();
          }
        },
      },
      SILENCE,
    );
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.breakOff();
  }

  private feed(parser: ReturnType<typeof createParser>, text: string): void {
    try {
      parser.feed(text);
    } catch {
      this.taker.failed('answer');
      this.breakOff();
    }
  }

  private take(data: string): void {
    const order = parsed(data);
    if (order === undefined) {
      this.taker.failed('answer');
      return;
    }
    this.failures = 0;
    this.last = Math.max(this.last, order.seq);
    this.taker.order(order);
  }

  private again(): void {
    if (this.closed) return;
    const wait = Math.min(AGAIN.first * 2 ** this.failures++, AGAIN.most);
    this.timer = setTimeout(() => this.open(), wait);
  }

  private async expired(text: string): Promise<void> {
    this.taker.event('expired');
    const problem = json(text);
    const read = problemDetails.safeParse(problem);
    await this.taker.reread().catch(() => {});
    this.last = (read.success ? read.data.last : undefined) ?? this.last;
    this.again();
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parsed(data: string): SequencedOrder | undefined {
  const order = sequencedOrder.safeParse(json(data));
  return order.success ? order.data : undefined;
}
