import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM } from '../program.ts';

/** The reference backend in a process of its own, on a port and a database of its own that it keeps over restarts. */
export class Served {
  private readonly args: readonly string[];
  private readonly env: Readonly<Record<string, string>>;
  private readonly folder = mkdtempSync(join(tmpdir(), 'gridbeat-served-'));
  private child: ChildProcess | undefined;
  /** Set once it has listened. */
  url = '';
  /** What it has said on standard error. */
  said = '';

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.args = args;
    this.env = env;
  }

  get process(): ChildProcess {
    if (this.child === undefined) throw new Error('the server does not run');
    return this.child;
  }

  get database(): string {
    return join(this.folder, 'db');
  }

  /** Resolves when it listens. */
  async start(): Promise<this> {
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const child = spawn(
      process.execPath,
      [PROGRAM, 'serve', '--json', '--port', port, '--db', this.database, ...this.args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...this.env },
      },
    );
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.said += text;
    });
    const listening = once(child.stdout, 'data') as Promise<[Buffer]>;
    const ended = once(child, 'close').then(() => {
      throw new Error(`the server has ended: ${this.said}`);
    });
    const [first] = await Promise.race([listening, ended]);
    ended.catch(() => {});
    this.url = (JSON.parse(first.toString()) as { url: string }).url;
    return this;
  }

  /** Ends the process, and resolves with its exit code when it is gone; null where a signal ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { child } = this;
    if (child === undefined) return null;
    this.child = undefined;
    if (child.exitCode === null && child.signalCode === null) {
      const closed = once(child, 'close');
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  }

  /** Ends it and forgets its database. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A server that listens. */
export function serve(args: readonly string[] = []): Promise<Served> {
  return new Served(args).start();
}
