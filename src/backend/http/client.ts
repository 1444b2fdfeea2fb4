import type { z } from 'zod';
import { BackendError } from '../backend-error.ts';
import { BASE } from './api.ts';
import { problemDetails } from './problem.ts';
import type { HttpAnswer, HttpRequest, Transport } from './transport.ts';
import { failureMessage, TransportError } from './transport-error.ts';

const UNAUTHORISED = [401, 403];

/** A call of the API: its path below the base, its body not yet JSON. */
export interface Call extends Pick<HttpRequest, 'method' | 'path' | 'headers'> {
  readonly body?: object | undefined;
}

/** Calls of the Dispatch API whose answers must be right: whatever else comes is a BackendError. */
export class DispatchClient {
  /** True until the first exercise: what goes wrong then is a matter of how it was called. */
  before = true;
  private readonly name: string;
  private readonly transport: Transport;
  private readonly patience: number | undefined;

  /** `patience`: milliseconds that an answer is waited for; default: the transport's. */
  constructor(name: string, transport: Transport, patience?: number) {
    this.name = name;
    this.transport = transport;
    this.patience = patience;
  }

  call<S extends z.ZodType>({ path, body, ...rest }: Call, schema: S): Promise<z.output<S>> {
    const request = { ...rest, path: BASE + path };
    return this.send(body === undefined ? request : { ...request, body: JSON.stringify(body) }, schema);
  }

  async send<S extends z.ZodType>(request: HttpRequest, schema: S): Promise<z.output<S>> {
    const call = `${request.method} ${request.path}`;
    const answer = await this.answered(request);
    const body = parsed(answer.body);
    if (UNAUTHORISED.includes(answer.status))
      throw this.error({ key: 'dispatchApi.unauthorised', values: { status: answer.status } });
    if (answer.status !== 200 && answer.status !== 201) {
      const { detail, title } = problemDetails.safeParse(body).data ?? {};
      const reason = (detail ?? title ?? '').slice(0, 200);
      throw this.error({ key: 'dispatchApi.status', values: { call, status: answer.status, reason } });
    }
    const result = schema.safeParse(body);
    if (!result.success) throw this.error({ key: 'dispatchApi.answer', values: { call } });
    return result.data;
  }

  close(): Promise<void> {
    return this.transport.close();
  }

  private async answered(request: HttpRequest): Promise<HttpAnswer> {
    try {
      const { patience } = this;
      return await this.transport.request(patience === undefined ? request : { ...request, timeout: patience });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw this.error(failureMessage(error.kind, error.code, this.transport.origin.startsWith('https:')));
    }
  }

  private error(message: ConstructorParameters<typeof BackendError>[1][number]): BackendError {
    return new BackendError(this.name, [message], this.before);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
