import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { openApi } from '../../src/backend/http/openapi.ts';
import { OPERATIONS } from '../../src/backend/http/operations.ts';
import { Client, serve, TEN } from './served.ts';

const description = JSON.parse(JSON.stringify(openApi('1.0.0')));
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(description, 'api');
const validator = (name: string) => ajv.compile({ $ref: `api#/components/schemas/${name}` });

const server = await serve();
const client = await new Client(server.url).begin();
afterAll(async () => {
  await client.transport.close();
  await server.close();
});

describe('the OpenAPI description', () => {
  it('has schemas that are schemas, and no reference that leads nowhere', () => {
    for (const name of Object.keys(description.components.schemas)) expect(validator(name)).toBeTypeOf('function');
    const references = JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    const missing = [...references].filter(([, name = '']) => !(name in description.components.schemas));
    expect(missing).toEqual([]);
  });

  it.each(OPERATIONS)('describes a call that the server has: $method $path', async ({ method, path }) => {
    const request = { method: method.toUpperCase() as 'GET', path: `/v1${path.replace(/\{\w+\}/, '1')}` };
    const { json } = await client.send({ ...request, ...(method !== 'get' && { body: '{}' }) });
    expect(json?.detail).not.toBe('there is no such call');
  });

  it('fits what the server answers, and not something else', async () => {
    const acknowledged = (await client.report(1)).json;
    await client.pass(TEN + 3600);
    const answers = {
      Health: (await client.get('/health')).json,
      Capabilities: (await client.get('/capabilities')).json,
      Acknowledgement: acknowledged,
      Incident: (await client.get(`/incidents/${acknowledged.id}`)).json,
      IncidentPage: (await client.get('/incidents')).json,
      OrderPage: (await client.get('/orders')).json,
      Problem: (await client.get('/incidents/999999')).json,
    };
    for (const [name, answer] of Object.entries(answers)) {
      const validate = validator(name);
      expect([name, validate(answer), validate.errors]).toEqual([name, true, null]);
    }
    expect(validator('Incident')({ ...answers.Incident, state: 'lost' })).toBe(false);
    expect(validator('Report')({ at: 0 })).toBe(false);
  });
});
