import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeWhole } from '../../src/kernel/write-whole.ts';

const MODULE = new URL('../../src/kernel/write-whole.ts', import.meta.url).href;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gridbeat-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('files written whole', () => {
  test('take the place of others, through links too, and leave nothing else behind', () => {
    writeFileSync(join(folder, 'real'), 'old');
    symlinkSync('real', join(folder, 'link'));
    writeWhole({ [join(folder, 'link')]: '新的', [join(folder, 'bytes')]: Uint8Array.of(1, 2) });
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('新的');
    expect([...readFileSync(join(folder, 'link'))]).toEqual([...Buffer.from('新的')]);
    expect([...readFileSync(join(folder, 'bytes'))]).toEqual([1, 2]);
    expect(readdirSync(folder).sort()).toEqual(['bytes', 'link', 'real']);
  });

  test('are all written or none: where one cannot be, what was there stays', () => {
    writeFileSync(join(folder, 'first'), 'old');
    mkdirSync(join(folder, 'taken'));
    expect(() => writeWhole({ [join(folder, 'first')]: 'new', [join(folder, 'no', 'second')]: 'new' })).toThrow(
      'ENOENT',
    );
    expect(readFileSync(join(folder, 'first'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['first', 'taken']);
  });

  test.skipIf(process.platform === 'win32')('are not cut short where the system takes only a part', () => {
    // At most 64 blocks of 512 or 1,024 bytes: as on a disk that becomes full, the first write is short.
    const script = `import { writeWhole } from '${MODULE}'; process.on('SIGXFSZ', () => {});
      try { writeWhole({ large: 'x'.repeat(200000) }); console.log('written'); } catch (e) { console.log(e.code); }`;
    const limited = `ulimit -f 64; exec "$0" --input-type=module -e "$1"`;
    const said = execFileSync('sh', ['-c', limited, process.execPath, script], { cwd: folder, encoding: 'utf8' });
    expect(said.trim()).toBe('EFBIG');
    expect(readdirSync(folder)).toEqual([]);
  });
});
