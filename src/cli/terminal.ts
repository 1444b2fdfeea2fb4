import type { Language } from '../locales/index.ts';
import { createStyle, type Style, wantsColour } from '../style/style.ts';

/** The face that a command speaks through: results on stdout, everything else on stderr. */
export interface Terminal {
  readonly language: Language;
  /** Machine-readable output is asked for: it stands alone on stdout. */
  readonly json: boolean;
  /** Styles of what is printed and of what is noted: the two streams may differ. */
  readonly style: Style;
  readonly noteStyle: Style;
  /** Whether what is printed is coloured. */
  readonly colour: boolean;
  print(text: string): void;
  note(text: string): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** English unless the locale (POSIX order: LC_ALL, LC_MESSAGES, LANG) or `--lang` says Chinese. */
export function chooseLanguage(args: readonly string[], environment: Environment): Language {
  const end = args.indexOf('--');
  const options = end === -1 ? args : args.slice(0, end);
  const at = options.findLastIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const asked = options[at] === '--lang' ? options[at + 1] : options[at]?.slice('--lang='.length);
  if (asked === 'en' || asked === 'zh') return asked;
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** The terminal that this process was started in. */
export function createTerminal(language: Language, json: boolean, noColour: boolean): Terminal {
  const wants = (stream: { readonly isTTY?: boolean }) => wantsColour(stream, process.env, noColour);
  const colour = wants(process.stdout);
  return {
    language,
    json,
    style: createStyle(colour),
    noteStyle: createStyle(wants(process.stderr)),
    colour,
    print: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
  };
}

/** A reader that goes away early (`| head`) is no fault: end quietly. */
export function endQuietlyOnClosedPipe(closed: () => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') {
        closed();
        process.exit();
      }
      // The terminal is gone: what is under way is still kept.
      if (error.code === 'EIO') return;
      throw error;
    });
  }
}
