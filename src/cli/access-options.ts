import type { Access, ProxyAccess } from '../backend/access.ts';
import type { MessageKey } from '../locales/index.ts';
import { brief } from '../scenario/problem.ts';
import type { ArgumentReader } from './arguments.ts';
import { readCertificates } from './certificates.ts';
import type { Option } from './command.ts';
import { readHeaders } from './headers.ts';
import { parseDuration } from './load-span.ts';
import { readSecretFile } from './secret-file.ts';
import { readToken } from './token.ts';

/** Options that say how a system outside is reached, for every command that speaks to one. */
export const ACCESS_OPTIONS = {
  ca: { kind: 'text', describe: 'access.option.ca' },
  cert: { kind: 'text', describe: 'access.option.cert' },
  key: { kind: 'text', describe: 'access.option.key' },
  proxy: { kind: 'text', describe: 'access.option.proxy' },
  'proxy-auth-file': { kind: 'text', describe: 'access.option.proxyAuthFile' },
  header: { kind: 'texts', describe: 'access.option.header' },
  'header-file': { kind: 'text', describe: 'access.option.headerFile' },
  timeout: { kind: 'text', describe: 'access.option.timeout' },
  'keep-alive': { kind: 'text', describe: 'access.option.keepAlive' },
} as const satisfies Readonly<Record<string, Option>>;

/** Beside these, where the Dispatch API is spoken. */
export const TOKEN_OPTION = {
  'token-file': { kind: 'text', describe: 'access.option.tokenFile' },
} as const satisfies Readonly<Record<string, Option>>;

const PROXY_VARIABLE = 'GRIDBEAT_PROXY_AUTH';
const LONGEST = 4096;

/**
 * How the system outside is to be reached; what is wrong is told to the reader. `secure`: whether it is at an https
 * address; `token`: whether it takes the token of the Dispatch API.
 */
export function readAccess(reader: ArgumentReader, secure: boolean, token: boolean): Access {
  const duration = (name: 'timeout' | 'keep-alive', parse: (text: string) => number | undefined) => {
    const seconds = reader.parsed(name, { key: 'k6.expected.duration' }, parse);
    return seconds === undefined ? undefined : seconds * 1000;
  };
  const certificates = readCertificates(reader);
  const proxy = readProxy(reader);
  const headers = readHeaders(reader);
  const given = (name: string) => reader.texts(name).length > 0;
  const tell = (name: string, key: MessageKey) => reader.problem({ where: `--${name}`, path: '', message: { key } });
  if (!secure && given('cert')) tell('cert', 'access.needsTls');
  if (!secure && given('ca') && !(proxy?.url.startsWith('https:') ?? false)) tell('ca', 'access.needsTls');
  if (!token && given('token-file')) tell('token-file', 'access.noToken');
  const bearer = token ? readToken(reader) : undefined;
  if (bearer !== undefined && headers?.authorization !== undefined) tell('header-file', 'access.twoTokens');
  return {
    ...certificates,
    proxy,
    headers,
    token: bearer,
    timeout: duration('timeout', parseDuration),
    keepAlive: duration('keep-alive', (text) => (/^0s?$/.test(text) ? 0 : parseDuration(text))),
  };
}

/** `--proxy`; its user and password come from a file that nobody else may read, or from GRIDBEAT_PROXY_AUTH. */
function readProxy(reader: ArgumentReader): ProxyAccess | undefined {
  const credentials = readSecretFile(reader, 'proxy-auth-file', LONGEST)?.trim() ?? process.env[PROXY_VARIABLE];
  const tell = (name: string, key: MessageKey) => reader.problem({ where: `--${name}`, path: '', message: { key } });
  const text = reader.text('proxy');
  if (text === undefined) {
    if (reader.texts('proxy-auth-file').length > 0) tell('proxy-auth-file', 'access.proxyMissing');
    return undefined;
  }
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== '')) {
    tell('proxy', 'access.proxySecret');
    return undefined;
  }
  if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
    const expected = { key: 'access.expectedProxy' } as const;
    reader.problem({ where: '--proxy', path: '', message: { key: 'usage.badValue' }, found: brief(text), expected });
    return undefined;
  }
  if (!credentials) return { url: url.origin };
  if (!/^[^:\s\p{Cc}]+:[^\p{Cc}]*$/u.test(credentials)) tell('proxy-auth-file', 'access.badCredentials');
  return { url: url.origin, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}
