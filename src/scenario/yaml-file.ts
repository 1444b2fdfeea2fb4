import { readFile, stat } from 'node:fs/promises';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { MessageKey } from '../locales/index.ts';
import { type Path, type Plain, type PlainMap, toPlain, UnfitValue } from './plain.ts';
import type { Problem } from './problem.ts';
import { shown } from './shown-path.ts';

const MAX_BYTES = 2_000_000;
const MAX_ALIASES = 100;
const MAX_SYNTAX_ERRORS = 10;

/** One file as read: its data, and where in the text each part stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: PlainMap;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Reads a file of at most 2 MB that holds one map; else everything that is wrong with it. */
export async function readYaml(file: string): Promise<YamlFile | Problem[]> {
  const fault = (
    key: MessageKey,
    values: Record<string, string | number> = {},
    where = shown(file),
    path = '',
  ): Problem => ({
    where,
    path,
    message: { key, values },
  });
  let bytes: Buffer;
  try {
    const { size, ...info } = await stat(file).then((s) => ({ size: s.size, isFile: s.isFile() }));
    if (!info.isFile) return [fault('scenario.notAFile')];
    if (size > MAX_BYTES) return [fault('scenario.tooLarge', { size, limit: MAX_BYTES })];
    bytes = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return [code === 'ENOENT' ? fault('scenario.fileMissing') : fault('scenario.fileUnreadable', { detail: code })];
  }
  const text = decode(bytes);
  if (text === undefined) return [fault('scenario.notText')];
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    // The parser reports its own exhaustion by nesting as an error of syntax.
    if (document.errors.some(({ message }) => /call stack|stack overflow/i.test(message))) {
      return [fault('scenario.tooDeep')];
    }
    if (document.errors.length > 0) {
      const problems = document.errors.slice(0, MAX_SYNTAX_ERRORS).map((error) => {
        const { line, col } = lines.linePos(error.pos[0]);
        return fault('scenario.notYaml', { detail: error.message }, `${shown(file)}:${line}:${col}`);
      });
      const more = document.errors.length - problems.length;
      return more > 0 ? [...problems, fault('scenario.moreErrors', { number: more })] : problems;
    }
    const twice = keysTwice(document).slice(0, MAX_SYNTAX_ERRORS);
    if (twice.length > 0) {
      return twice.map((node) => {
        const { line, col } = lines.linePos(node.range?.[0] ?? 0);
        return fault('scenario.keyTwice', {}, `${shown(file)}:${line}:${col}`, String(node.value));
      });
    }
    const value = toPlain(document.toJS({ maxAliasCount: MAX_ALIASES }));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [fault('scenario.notAMap')];
    return { file, value, document, lines };
  } catch (error) {
    if (error instanceof UnfitValue) return [fault(`scenario.${error.reason}`, {}, shown(file), error.path.join('.'))];
    return [fault(error instanceof ReferenceError ? 'scenario.tooManyAliases' : 'scenario.tooDeep')];
  }
}

/** Keys that a map has already; the parser's own check takes time that grows with the square of the map. */
function keysTwice(document: Document): Scalar[] {
  const found: Scalar[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push(key);
        seen.add(key.value);
      }
    },
  });
  return found;
}

function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** One step on the way to a place in a file: a key's own node (where there is one) and its value. */
export interface Step {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** The steps from the root along a path, as far as the file goes. */
export function stepsAlong(file: YamlFile, path: Path): Step[] {
  const steps: Step[] = [];
  let node: Node | undefined = file.document.contents ?? undefined;
  for (const name of path) {
    if (isAlias(node)) node = node.resolve(file.document);
    let step: Step | undefined;
    if (isMap<Node, Node | null>(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === name);
      if (pair !== undefined) step = { key: pair.key, value: pair.value ?? undefined };
    } else if (isSeq<Node>(node)) {
      const element = node.items[Number(name)];
      if (element !== undefined) step = { key: undefined, value: element };
    }
    if (step === undefined) break;
    steps.push(step);
    node = step.value;
  }
  return steps;
}

/** `FILE:LINE:COLUMN` of the last of the steps; of the file's beginning where there are none. */
export function position(file: YamlFile, steps: readonly Step[]): string {
  const last = steps.at(-1);
  const offset = (last?.key ?? last?.value)?.range?.[0] ?? 0;
  const { line, col } = file.lines.linePos(offset);
  return `${shown(file.file)}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
}

/** A value given on the command line, as YAML; undefined where it is none. */
export function parseValue(text: string): Plain | undefined {
  if (text.length > MAX_BYTES) return undefined;
  try {
    const document = parseDocument(text, { prettyErrors: false });
    return document.errors.length > 0 ? undefined : toPlain(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch {
    return undefined;
  }
}
