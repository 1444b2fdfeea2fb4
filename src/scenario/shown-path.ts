import { isAbsolute, relative } from 'node:path';

/** A file's path as a person would type it: relative where it lies below the working directory. */
export function shown(file: string): string {
  const short = relative(process.cwd(), file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}
