/** A catalogue in another language: the same keys, other words. A missing or spare key fails type-checking. */
export type Translation<T> = { readonly [K in keyof T]: string };

export type Language = 'en' | 'zh';

/** What lower layers return instead of words: a key and the values that stand in its braces. */
export interface Message<K extends string = string> {
  readonly key: K;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** `{name}` in the text is replaced by that value; an unknown name stays as it is, so that a slip is seen. */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
