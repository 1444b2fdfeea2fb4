/** An object whose fields nobody has looked at yet, as JSON or XML from outside gives it. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value has fields: neither null nor a list. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
