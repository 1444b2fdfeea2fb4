import type { MessageKey } from '../locales/index.ts';
import { brief } from '../scenario/problem.ts';
import type { ArgumentReader } from './arguments.ts';
import { readSecretFile } from './secret-file.ts';

const MOST_FILE = 65_536;
const MOST_HEADERS = 100;
/** A token of RFC 9110, a colon, and visible characters with spaces or tabs between them. */
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([!-~]+(?:[ \t]+[!-~]+)*)$/;
/** Headers that Gridbeat writes itself, or that speak of the connection and not of the request. */
const OWN =
  /^(host|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|accept|accept-encoding|idempotency-key|last-event-id|proxy-.*)$/;
/** What may be a secret does not stand in an argument list, where everybody on the machine can read it. */
const SECRET = /auth|cookie|key|token|secret|passw|credential|session|signature/;

/**
 * Headers to send with every request: `--header 'Name: value'`, and one a line in the `--header-file`, which nobody else
 * may read. Names are in lower case. What is wrong with them is told to the reader, without the value.
 */
export function readHeaders(reader: ArgumentReader): Readonly<Record<string, string>> | undefined {
  const headers = new Map<string, string>();
  const add = (where: string, text: string, secret: boolean): void => {
    const [, given = '', value = ''] = HEADER.exec(text) ?? [];
    const name = given.toLowerCase();
    const tell = (key: MessageKey) =>
      reader.problem({ where, path: '', message: { key }, ...(name !== '' && { found: brief(name) }) });
    if (name === '') tell('access.badHeader');
    else if (OWN.test(name)) tell('access.ownHeader');
    else if (!secret && SECRET.test(name)) tell('access.secretHeader');
    else if (headers.has(name)) tell('access.headerTwice');
    else headers.set(name, value);
  };
  for (const text of reader.texts('header')) add('--header', text, false);
  const lines = readSecretFile(reader, 'header-file', MOST_FILE)?.split(/\r?\n/) ?? [];
  for (const [i, line] of lines.entries())
    if (line.trim() !== '' && !line.startsWith('#')) add(`--header-file:${i + 1}`, line, true);
  if (headers.size > MOST_HEADERS)
    reader.problem({
      where: '--header',
      path: '',
      message: { key: 'access.manyHeaders', values: { most: MOST_HEADERS } },
    });
  return headers.size === 0 ? undefined : Object.fromEntries(headers);
}
