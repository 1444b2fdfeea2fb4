/** A catalogue in another language: the same keys, other words. A missing or spare key fails type-checking. */
export type Translation<T> = { readonly [K in keyof T]: string };

export type Language = 'en' | 'zh';

/** What lower layers return instead of words: a key and the values that stand in its braces. */
export interface Message<K extends string = string> {
  readonly key: K;
  readonly values?: Readonly<Record<string, string | number>>;
}

/**
 * `{name}` in the text is replaced by that value, `{name|day|days}` by the word for one or for another number of it. An
 * unknown name stays as it is, so that a slip is seen.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (whole, name: string, one?: string, more?: string) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    return (value === '1' ? one : more) ?? value;
  });
}
