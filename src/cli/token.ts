import { TOKEN_VARIABLE } from '../backend/http/api.ts';
import type { ArgumentReader } from './arguments.ts';
import { readSecretFile } from './secret-file.ts';

const LONGEST = 4096;

/**
 * The token of the Dispatch API: what stands in the file that `--token-file` names, which nobody else may read, or in the
 * variable GRIDBEAT_TOKEN. Undefined without either; a file that will not do is a problem of the reader's.
 */
export function readToken(reader: ArgumentReader): string | undefined {
  const problems = reader.problems.length;
  const text = readSecretFile(reader, 'token-file', LONGEST);
  if (reader.problems.length > problems) return undefined;
  const token = text === undefined ? process.env[TOKEN_VARIABLE] || undefined : text.trim();
  if (token === undefined || /^[!-~]+$/.test(token)) return token;
  const where = text === undefined ? TOKEN_VARIABLE : '--token-file';
  reader.problem({ where, path: '', message: { key: 'server.tokenFile' } });
  return undefined;
}
