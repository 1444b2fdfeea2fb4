import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Access } from '../backend/access.ts';
import type { MessageKey } from '../locales/index.ts';
import { brief } from '../scenario/problem.ts';
import type { ArgumentReader } from './arguments.ts';
import { readSecretFile, readSmallFile } from './secret-file.ts';

/** A bundle of all certificates that browsers trust is a quarter of it. */
const MOST_PEM = 1_048_576;
const PASSPHRASE = 'GRIDBEAT_KEY_PASSPHRASE';
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Whom to trust (`--ca`) and who we are (`--cert`, `--key`), as far as can be told before anything is sent: certificates
 * that cannot be read or are not valid today, a key that cannot be opened or belongs to another certificate are problems.
 * The passphrase of the key comes from GRIDBEAT_KEY_PASSPHRASE.
 */
export function readCertificates(reader: ArgumentReader): Pick<Access, 'ca' | 'cert' | 'key'> {
  const ca = readSmallFile(reader, 'ca', MOST_PEM);
  const cert = readSmallFile(reader, 'cert', MOST_PEM);
  const keyText = readSecretFile(reader, 'key', MOST_PEM);
  if (ca !== undefined) certificates(reader, 'ca', ca);
  const given = (name: string) => reader.texts(name).length > 0;
  if (given('cert') !== given('key')) tell(reader, given('cert') ? 'key' : 'cert', 'access.certAndKey');
  const [own] = cert === undefined ? [] : certificates(reader, 'cert', cert);
  const key = keyText === undefined ? undefined : privateKey(reader, keyText);
  if (own !== undefined && key !== undefined && !own.checkPrivateKey(key)) tell(reader, 'key', 'access.otherKey');
  return { ca, cert, key: key?.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** All certificates of a PEM text. Those of `--ca` may be out of date: a bundle mostly holds some that are. */
function certificates(reader: ArgumentReader, name: 'ca' | 'cert', text: string): X509Certificate[] {
  try {
    const read = [...text.matchAll(CERTIFICATE)].map(([pem]) => new X509Certificate(pem));
    if (read.length === 0) tell(reader, name, 'access.noCertificate');
    const now = Date.now();
    const valid = read.filter(({ validFrom, validTo }) => Date.parse(validFrom) <= now && now <= Date.parse(validTo));
    const bad = name === 'cert' ? valid[0] !== read[0] : valid.length === 0;
    const [first] = read;
    if (first !== undefined && bad) {
      const { validFrom, validTo } = first;
      const message = { key: 'access.notValidToday', values: { from: validFrom, to: validTo } } as const;
      reader.problem({ where: `--${name}`, path: '', message });
    }
    return read;
  } catch {
    tell(reader, name, 'access.noCertificate');
    return [];
  }
}

function privateKey(reader: ArgumentReader, text: string): KeyObject | undefined {
  const passphrase = process.env[PASSPHRASE];
  try {
    return createPrivateKey({ key: text, ...(passphrase && { passphrase }) });
  } catch {
    const isEncrypted = /ENCRYPTED/.test(text);
    const key = !isEncrypted ? 'access.noKey' : passphrase ? 'access.wrongPassphrase' : 'access.passphraseMissing';
    tell(reader, 'key', key);
    return undefined;
  }
}

function tell(reader: ArgumentReader, name: string, key: MessageKey): void {
  reader.problem({ where: `--${name}`, path: '', message: { key }, found: brief(reader.texts(name)[0] ?? '') });
}
