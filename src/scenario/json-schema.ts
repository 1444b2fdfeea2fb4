import { z } from 'zod';
import { catalogue, scenario } from './schema.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema (draft 2020-12) of a scenario file as a person writes it: with `extends`, and then nothing else is required;
 * what the catalogue gives need not stand in it either.
 */
export function scenarioJsonSchema(): object {
  const schema = optional(z.toJSONSchema(scenario, { io: 'input', target: 'draft-2020-12' }));
  const required = Object.keys(scenario.shape).filter((key) => key !== '$schema');
  return {
    ...schema,
    title: 'Gridbeat scenario',
    properties: {
      extends: {
        type: 'string',
        description: 'A local file, relative to this one, that gives everything not said here',
      },
      ...schema.properties,
    },
    if: { required: ['extends'] },
    else: { required },
  };
}

/** JSON Schema (draft 2020-12) of a catalogue file: kinds of incidents and the profiles they refer to. */
export function catalogueJsonSchema(): object {
  const schema = z.toJSONSchema(catalogue, { io: 'input', target: 'draft-2020-12' });
  return { ...schema, title: 'Gridbeat catalogue of incidents', required: [] };
}

/** Nothing required, save what tells one kind of duration from another; null takes an entry of a base away. */
function optional(schema: Schema): Schema {
  const { required: _required, properties, additionalProperties, ...rest } = schema;
  const isDuration = properties?.dist !== undefined;
  return {
    ...(isDuration ? schema : rest),
    ...(properties && { properties: isDuration ? properties : mapped(properties) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object'
          ? { anyOf: [optional(additionalProperties), { type: 'null' }] }
          : additionalProperties,
    }),
  };
}

function mapped(properties: NonNullable<Schema['properties']>): NonNullable<Schema['properties']> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, below]) => [key, typeof below === 'object' ? optional(below) : below]),
  );
}
