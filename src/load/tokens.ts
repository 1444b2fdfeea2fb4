import { reporter } from './operation.ts';
import type { SourceSetting } from './source.ts';

/** Milliseconds before a token is looked up, each time twice as many, and how often. [A] */
const AGAIN = { first: 500, times: 6 } as const;
const NOT_MEASURED = -1;

/** Looks up tokens until they stand for ids; what is left then is asked for when the history is settled. */
export class Tokens {
  private readonly setting: SourceSetting;

  constructor(setting: SourceSetting) {
    this.setting = setting;
  }

  look(handle: number, token: string, tries = 0): void {
    if (tries >= AGAIN.times) return;
    const wait = AGAIN.first * 2 ** tries;
    const timer = setTimeout(() => this.ask(handle, token, tries), wait);
    timer.unref();
  }

  private ask(handle: number, token: string, tries: number): void {
    const { cases, submit } = this.setting;
    submit({
      name: 'token',
      due: performance.now(),
      section: NOT_MEASURED,
      actor: reporter(handle),
      body: () => ({ token }),
      ended: (answer) => {
        const id = (answer as { id?: string } | null | undefined)?.id;
        if (id === undefined) this.look(handle, token, tries + 1);
        else cases.accepted(handle, id);
      },
    });
  }
}
