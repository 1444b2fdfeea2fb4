import { z } from 'zod';
import { BASE, IDEMPOTENCY_HEADER, MOST } from './api.ts';
import { OPERATIONS, type Operation, SCHEMAS, type SchemaName } from './operations.ts';
import { PROBLEM_TYPE, PROBLEMS, type ProblemKind } from './problem.ts';

const ROOT = '#/components/schemas/';
const ALWAYS: readonly ProblemKind[] = ['unauthorised', 'forbidden', 'misdirected', 'fault'];
const WITH_BODY: readonly ProblemKind[] = ['tooLarge', 'notJson'];

/** The OpenAPI 3.1 description of the Dispatch API, made of the schemas that client and server check with. */
export function openApi(version: string): object {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Gridbeat Dispatch API',
      version,
      description:
        'What a dispatch system offers so that Gridbeat can put a living city in front of it. Times are simulated ' +
        'seconds since the scenario began; x and y are metres; places and crews are numbered as they were provisioned.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: BASE }],
    security: [{}, { token: [] }],
    paths: paths(),
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: schemas() },
  };
}

function schemas(): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  // As input: what a server adds to its answers is allowed, and what has a default may be left out.
  const made = z.toJSONSchema(registry, { io: 'input', target: 'draft-2020-12', uri: (id) => ROOT + id });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([id, { $schema: _schema, $id: _id, ...schema }]) => [id, schema]),
  );
}

function paths(): Record<string, Record<string, object>> {
  const found: Record<string, Record<string, object>> = {};
  for (const operation of OPERATIONS) {
    found[operation.path] = { ...found[operation.path], [operation.method]: described(operation) };
  }
  return found;
}

function described(operation: Operation): object {
  const { id, summary, body, answer, made, list } = operation;
  const success = {
    description: 'Done',
    content: {
      ...json(answer),
      ...(list === 'stream' && {
        'text/event-stream': {
          schema: {
            type: 'string',
            description: 'Events named order: id is the sequence number, data a SequencedOrder',
          },
        },
      }),
    },
  };
  return {
    operationId: id,
    summary,
    parameters: parameters(operation),
    ...(body && { requestBody: { required: true, content: json(body) } }),
    responses: {
      ...(made && { 201: { ...success, description: 'Made' } }),
      200: made ? { ...success, description: 'Made before, by the same key and body' } : success,
      ...problems(operation),
    },
  };
}

function problems({ problems: own, body }: Operation): Record<string, object> {
  const kinds = new Set([...own, ...ALWAYS, ...(body === undefined ? [] : WITH_BODY)]);
  return Object.fromEntries(
    [...kinds].map((kind) => {
      const { status, title } = PROBLEMS[kind];
      return [status, { description: title, content: { [PROBLEM_TYPE]: { schema: reference('Problem') } } }];
    }),
  );
}

function parameters({ path, keyed, list }: Operation): object[] {
  const whole = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
  const query = (name: string, schema: object) => ({ name, in: 'query', required: false, schema });
  const header = (name: string, required: boolean, schema: object) => ({ name, in: 'header', required, schema });
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: whole })),
    ...(keyed ? [header(IDEMPOTENCY_HEADER, true, { type: 'string', pattern: '^[!-~]{1,128}$' })] : []),
    ...(list
      ? [query('after', whole), query('limit', { ...whole, minimum: 1, maximum: MOST.page, default: 100 })]
      : []),
    ...(list === 'stream' ? [header('last-event-id', false, whole)] : []),
  ];
}

const reference = (name: SchemaName): object => ({ $ref: ROOT + name });
const json = (name: SchemaName): object => ({ 'application/json': { schema: reference(name) } });
