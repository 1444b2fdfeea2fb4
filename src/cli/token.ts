import { readFileSync, statSync } from 'node:fs';
import { TOKEN_VARIABLE } from '../backend/http/api.ts';
import type { MessageKey } from '../locales/index.ts';
import type { ArgumentReader } from './arguments.ts';

const LONGEST = 4096;
const OTHERS = 0o077;

/**
 * The token of the Dispatch API: what stands in the file that `--token-file` names, which nobody else may read, or in the
 * variable GRIDBEAT_TOKEN. Undefined without either; a file that will not do is a problem of the reader's.
 */
export function readToken(reader: ArgumentReader): string | undefined {
  const file = reader.text('token-file');
  if (file === undefined) return process.env[TOKEN_VARIABLE] || undefined;
  const wrong = (key: MessageKey): undefined => {
    reader.problem({ where: '--token-file', path: '', message: { key } });
  };
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > LONGEST) return wrong('server.tokenFile');
  if (process.platform !== 'win32' && (stat.mode & OTHERS) !== 0) return wrong('server.tokenFileOpen');
  const token = readFileSync(file, 'utf8').trim();
  return /^[!-~]+$/.test(token) ? token : wrong('server.tokenFile');
}
