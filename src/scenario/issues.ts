import type { z } from 'zod';
import { scenario as words } from '../locales/en/scenario.ts';
import type { MessageKey } from '../locales/index.ts';
import type { Message } from '../locales/message.ts';
import { type Path, type Plain, valueAt } from './plain.ts';
import { brief, type Problem } from './problem.ts';
import { placeOf, schemaAt, variantsAt } from './schema-walk.ts';
import { suggestion } from './suggest.ts';

/** Nobody reads more, and a file made to be wrong everywhere should not take minutes. */
const MAX_FINDINGS = 200;

type Issue = z.core.$ZodIssue;
/** A problem before it is known which file it stands in. */
export type Finding = Omit<Problem, 'where'> & { readonly at: Path };

/** Turns what the schema found into findings in our own words; `value` is what was checked. */
export function findings(schema: z.ZodType, value: Plain, issues: readonly Issue[]): Finding[] {
  return issues.slice(0, MAX_FINDINGS).flatMap((issue) => finding(schema, value, issue));
}

function finding(schema: z.ZodType, root: Plain, issue: Issue): Finding[] {
  const at = issue.path.map(String);
  const found = valueAt(root, at);
  const wrong = (expected: Message<MessageKey>, key: MessageKey = 'scenario.wrongValue'): Finding[] => [
    found === undefined
      ? { at, path: at.join('.'), message: { key: 'scenario.missing' }, expected }
      : { at, path: at.join('.'), message: { key }, found: brief(found), expected },
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const below = schemaAt(schema, at, root);
      const place = below === undefined ? undefined : placeOf(below);
      const known = place?.kind === 'map' ? place.keys : [];
      return issue.keys.slice(0, MAX_FINDINGS).map((key) => {
        const meant = suggestion(key, known);
        const path = [...at, key];
        const base = { at: path, path: path.join('.'), message: { key: 'scenario.unknownKey' } as const };
        return { ...base, found: brief(valueAt(root, path)), ...(meant && { suggestion: meant }) };
      });
    }
    case 'invalid_type':
      return wrong({ key: typeKey(issue.expected) });
    case 'too_small':
    case 'too_big':
      return wrong(bound(issue));
    case 'invalid_value':
      return wrong({ key: 'scenario.expected.oneOf', values: { values: issue.values.map(String).join(', ') } });
    case 'invalid_union': {
      const variants = variantsAt(schema, at.at(-1) === 'dist' ? at.slice(0, -1) : at, root);
      if (variants.length === 0) return wrong({ key: 'scenario.expected.seed' });
      return wrong({ key: 'scenario.expected.oneOf', values: { values: variants.join(', ') } });
    }
    case 'invalid_key':
      return [
        {
          at,
          path: at.join('.'),
          message: { key: 'scenario.badKey' },
          expected: { key: 'scenario.expected.identifier' },
        },
      ];
    case 'invalid_format':
      return wrong({ key: issue.format === 'date' ? 'scenario.expected.date' : ownKey(issue.message) });
    case 'custom': {
      const key = ownKey(issue.message);
      if (key === 'scenario.badTarget') return wrong({ key: 'scenario.expected.target' }, key);
      if (key.startsWith('scenario.expected.')) return wrong({ key });
      const message = { key, values: (issue.params ?? {}) as Record<string, string | number> };
      return [{ at, path: at.join('.'), message, found: brief(found) }];
    }
    default:
      return wrong({ key: 'scenario.expected.value' });
  }
}

function isOwnKey(text: string): text is MessageKey & keyof typeof words {
  return Object.hasOwn(words, text);
}

function ownKey(text: string): MessageKey {
  return isOwnKey(text) ? text : 'scenario.expected.value';
}

function typeKey(type: string): MessageKey {
  const name = type === 'record' ? 'object' : type;
  return ownKey(`scenario.expected.${name}`);
}

type Bound = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function bound(issue: Bound): Message<MessageKey> {
  const small = issue.code === 'too_small';
  const limit = Number(small ? issue.minimum : issue.maximum);
  if (issue.origin === 'array') {
    const values = { number: limit };
    if (issue.exact) return { key: 'scenario.expected.elements', values };
    return { key: small ? 'scenario.expected.elementsAtLeast' : 'scenario.expected.elementsAtMost', values };
  }
  if (issue.origin === 'string') {
    const key = small ? 'scenario.expected.lettersAtLeast' : 'scenario.expected.lettersAtMost';
    return { key, values: { number: limit } };
  }
  if (small)
    return {
      key: issue.inclusive === false ? 'scenario.expected.above' : 'scenario.expected.atLeast',
      values: { limit },
    };
  return { key: issue.inclusive === false ? 'scenario.expected.below' : 'scenario.expected.atMost', values: { limit } };
}
