import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** A certificate and its key, as texts and as files. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate authority of our own, made by openssl in a folder of its own. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'gridbeat-ca-'));
  readonly own = this.selfSigned('ca');

  /** `names`: e.g. `IP:127.0.0.1` or `DNS:example.org`; `days` below 0: it has expired. */
  issue(name: string, names: string, { days = 2, passphrase = '' } = {}): Pair {
    const pair = this.files(name);
    const request = this.path(`${name}.csr`);
    const protect = passphrase === '' ? ['-nodes'] : ['-passout', `pass:${passphrase}`];
    const subject = ['-subj', `/CN=${name}`];
    openssl(['req', ...EC, ...protect, '-keyout', pair.keyFile, '-out', request, ...subject]);
    const extensions = this.path(`${name}.ext`);
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    const by = ['-CA', this.own.certFile, '-CAkey', this.own.keyFile, '-CAcreateserial'];
    const what = ['-in', request, '-out', pair.certFile, '-days', String(days), '-extfile', extensions];
    openssl(['x509', '-req', ...by, ...what]);
    return this.read(pair);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private selfSigned(name: string): Pair {
    const pair = this.files(name);
    const where = ['-keyout', pair.keyFile, '-out', pair.certFile];
    openssl(['req', '-x509', ...EC, '-nodes', ...where, '-days', '2', '-subj', '/CN=Gridbeat test authority']);
    return this.read(pair);
  }

  private files(name: string) {
    return { certFile: this.path(`${name}.pem`), keyFile: this.path(`${name}.key`) };
  }

  private read(files: { certFile: string; keyFile: string }): Pair {
    return { ...files, cert: readFileSync(files.certFile, 'utf8'), key: readFileSync(files.keyFile, 'utf8') };
  }
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
