import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { PROGRAM } from '../program.ts';

const LOOK = 50;
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[3[0-7]m`, 'g');

interface Options {
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real program before a terminal that remembers what it shows. */
export class Pty {
  /** Milliseconds from the start to the first frame of a screen. */
  firstFrame = Number.NaN;
  private readonly program: IPty;
  private readonly terminal: InstanceType<typeof xterm.Terminal>;
  private readonly ended: Promise<number>;
  private output = '';

  constructor(args: readonly string[], { columns, rows, cwd, env = {} }: Options) {
    const began = performance.now();
    this.terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.program = spawn(process.execPath, [PROGRAM, ...args], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      cwd,
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        HOME: cwd,
        XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
        LC_ALL: 'C.UTF-8',
        ...env,
      },
    });
    this.program.onData((data) => {
      if (Number.isNaN(this.firstFrame) && data.includes('Gridbeat ·')) this.firstFrame = performance.now() - began;
      this.output += data;
      this.terminal.write(data);
    });
    this.ended = new Promise((resolve) => this.program.onExit(({ exitCode }) => resolve(exitCode)));
  }

  /** What is on the terminal now, row by row. */
  get rows(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, i) =>
      (active.getLine(active.baseY + i)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  get text(): string {
    return this.rows.join('\n');
  }

  /** Whether it draws on the alternate screen, and leaves the cursor to be seen. */
  get state(): { readonly alternate: boolean; readonly cursor: boolean } {
    const alternate = this.terminal.buffer.active.type === 'alternate';
    return { alternate, cursor: this.output.lastIndexOf('\u001b[?25h') >= this.output.lastIndexOf('\u001b[?25l') };
  }

  /** How often a colour was chosen. */
  get colours(): number {
    return [...this.output.matchAll(COLOUR)].length;
  }

  press(keys: string): void {
    this.program.write(keys);
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.program.resize(columns, rows);
  }

  /** Waits until the terminal shows it, and gives what was found. */
  async sees(wanted: RegExp, seconds = 30): Promise<RegExpExecArray> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const found = wanted.exec(this.text);
      if (found !== null) return found;
      if (performance.now() > until) throw new Error(`never seen: ${wanted}\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK));
    }
  }

  /** The exit code, when it has ended and everything it printed is shown. */
  async exit(): Promise<number> {
    const code = await this.ended;
    await new Promise<void>((resolve) => this.terminal.write('', resolve));
    return code;
  }

  kill(): void {
    this.program.kill('SIGKILL');
  }
}
